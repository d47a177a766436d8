package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.DockerEngine;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.ImageBuilder;
import org.mcws.desk.sandbox.engine.EngineSandbox;
import org.mcws.desk.sandbox.images.RegistrySandbox;
import org.springframework.util.unit.DataSize;

/** The contract, kept by the sandbox's engine. */
class SandboxEngineTests extends ImageBuilderContract {

  @TempDir Path folder;
  private RegistrySandbox registry;
  private EngineSandbox engine;
  private URI address;
  private DockerClient client;
  private BuildSettings settings;

  @BeforeEach
  void start() {
    registry = new RegistrySandbox(0, folder);
    registry.start();
    engine = new EngineSandbox(0, registry);
    engine.start();
    address = URI.create(engine.settings().get("desk.builds.engine").toString());
    client = engine(address);
    settings =
        new BuildSettings(
            address,
            null,
            engine.settings().get("desk.builds.repository").toString(),
            "none",
            true,
            DataSize.ofMegabytes(64),
            1,
            100,
            Duration.ofSeconds(20),
            DataSize.ofMegabytes(5),
            DataSize.ofMegabytes(50),
            DataSize.ofKilobytes(64),
            Duration.ofHours(1));
  }

  private static DockerClient engine(URI address) {
    return new DockerEngine(address, null).client(Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    engine.close();
    registry.close();
  }

  @Override
  ImageBuilder builder() {
    return new DockerImageBuilder(
        settings,
        () -> engine(address),
        client,
        Duration.ofSeconds(10),
        new RegistryLogins(Map.of(), Set.of()),
        new BaseRegistries(Set.of()));
  }

  @Override
  Optional<String> inTheRegistry(String image) {
    String[] parts = image.split("/", 2);
    String path = parts[1].replaceFirst(":", "/manifests/");
    try {
      HttpResponse<Void> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              registry.addresses().get("registry")
                                  + "/v2/"
                                  + path
                                  + "?ns="
                                  + parts[0]))
                      .build(),
                  BodyHandlers.discarding());
      return answer.headers().firstValue("Docker-Content-Digest");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  Set<String> known() {
    return Set.of();
  }

  @Override
  String missing() {
    return "registry.example/nothing:missing";
  }
}
