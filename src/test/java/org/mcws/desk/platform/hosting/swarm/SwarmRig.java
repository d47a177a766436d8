package org.mcws.desk.platform.hosting.swarm;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.HealthChecks;

/** The adapter at a real swarm, with an edge in front of it. */
final class SwarmRig implements AutoCloseable {

  private final RealSwarm swarm;
  private final DockerHttpClient http;
  private final SwarmApi api;
  private final SwarmSettings settings;
  private final SwarmEdge edge;

  SwarmRig(RealSwarm swarm) throws IOException {
    this.swarm = swarm;
    this.settings =
        new SwarmSettings(
            swarm.docker().engine().address(),
            null,
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10)),
            RealSwarm.NETWORK,
            "/bin/busybox",
            64,
            Duration.ofSeconds(1),
            new HealthChecks(
                Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(2), 3));
    this.http = swarm.docker().engine().http(Duration.ofSeconds(2), Duration.ofSeconds(10));
    this.api = new SwarmApi(settings.engine(), http);
    this.edge = new SwarmEdge(swarm);
  }

  SwarmHosting hosting() {
    return hosting(settings, http);
  }

  SwarmHosting hosting(SwarmSettings settings, DockerHttpClient http) {
    String registry = swarm.docker().registry();
    return new SwarmHosting(
        settings,
        http,
        new RegistryLogins(
            Map.of(registry, new RegistryLogins.Login(RealDocker.USER, RealDocker.PASSWORD)),
            Set.of(registry)),
        InstantSource.system());
  }

  SwarmApi api() {
    return api;
  }

  DockerHttpClient http() {
    return http;
  }

  /** The same with another manager and another network. */
  SwarmSettings settings(URI engine, String network) {
    return new SwarmSettings(
        engine,
        null,
        settings.timeouts(),
        network,
        settings.checker(),
        settings.processes(),
        settings.monitor(),
        settings.health());
  }

  SwarmSettings settings() {
    return settings;
  }

  /** Images whose site shows their own name; one that answers nobody; and none. */
  String image(String tag) {
    return swarm.docker().registry() + "/xy/site:" + tag;
  }

  void pushImages() {
    for (String tag : List.of("1", "2")) {
      swarm.push(
          image(tag),
          "FROM "
              + RealDocker.BASE
              + "\nRUN mkdir /www && echo '"
              + image(tag)
              + "' > /www/index.html\nCMD [\"httpd\", \"-f\", \"-p\", \"8080\", \"-h\", \"/www\"]"
              // The server minds no signal, and there is no need to wait for it.
              + "\nSTOPSIGNAL KILL\n");
    }
    swarm.push(
        image("broken"),
        "FROM " + RealDocker.BASE + "\nCMD [\"sleep\", \"100000\"]\nSTOPSIGNAL KILL\n");
  }

  String digest(String tag) {
    return swarm.docker().digest("xy/site", tag).orElseThrow();
  }

  /** What a visitor gets, after the id of the app that gave it. */
  String visit(String hostName) {
    edge.refresh();
    return edge.app(hostName) + ": " + edge.visit(hostName, "/");
  }

  /** Where visitors come in. */
  SwarmEdge edge() {
    return edge;
  }

  /** Leaves nothing for the next test. */
  void clear() {
    api.list("/services").forEach(one -> api.delete("/services/" + one.path("ID").asText()));
    api.list("/configs").forEach(one -> api.delete("/configs/" + one.path("ID").asText()));
  }

  @Override
  public void close() throws IOException {
    edge.close();
    http.close();
  }
}
