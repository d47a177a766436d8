package org.mcws.desk.platform;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/**
 * Where a Docker engine is reached.
 *
 * @param address such as {@code unix:///var/run/docker.sock} or {@code tcp://10.0.0.8:2376}
 * @param certificates a folder with {@code ca.pem}, {@code cert.pem} and {@code key.pem} to speak
 *     TLS with, as the docker command has them; null for none
 */
public record DockerEngine(URI address, Path certificates) {

  private static final int CONNECTIONS = 20;
  private static final String NOTHING = "/nonexistent";

  /**
   * A client of this engine, which speaks the newest version of the API that the engine knows.
   *
   * @param connect how long until a connection stands
   * @param read how long the engine may say nothing while it is asked something
   */
  public DockerClient client(Duration connect, Duration read) {
    return DockerClientImpl.getInstance(config(), http(connect, read));
  }

  /**
   * The way to this engine without a model of its API: for what must be read and written whole,
   * also the parts of it that docker-java does not know.
   *
   * @param connect how long until a connection stands
   * @param read how long the engine may say nothing while it is asked something
   */
  public DockerHttpClient http(Duration connect, Duration read) {
    DockerClientConfig config = config();
    return new Unpooled(
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .maxConnections(CONNECTIONS)
            .connectionTimeout(connect)
            .responseTimeout(read)
            .build());
  }

  private DockerClientConfig config() {
    DefaultDockerClientConfig.Builder settings =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            // Not to name a version lets each engine speak its own.
            .withApiVersion(RemoteApiVersion.UNKNOWN_VERSION)
            .withDockerHost(address.toString())
            // Nor is it to know what somebody on this machine has told the docker command.
            .withDockerConfig(NOTHING)
            .withRegistryUsername(null)
            .withRegistryPassword(null)
            .withDockerTlsVerify(certificates != null);
    if (certificates != null) {
      settings.withDockerCertPath(certificates.toString());
    }
    return settings.build();
  }

  /**
   * Takes a connection for each request. docker-java does not look whether a kept one still stands,
   * and what is sent over one that the engine has given up is lost, and not sent again.
   */
  private record Unpooled(DockerHttpClient http) implements DockerHttpClient {

    @Override
    public Response execute(Request request) {
      return http.execute(
          request.hijackedInput() != null
              ? request
              : Request.builder().from(request).putHeader(HttpHeaders.CONNECTION, "close").build());
    }

    @Override
    public void close() throws IOException {
      http.close();
    }
  }
}
