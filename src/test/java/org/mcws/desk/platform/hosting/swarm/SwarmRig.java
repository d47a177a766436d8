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
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.HostingPlatform;
import org.mcws.desk.platform.hosting.Runs;

/** The adapter at a real swarm, with an edge in front of it. */
final class SwarmRig implements HostingPlatform, AutoCloseable {

  private final RealSwarm swarm;
  private final DockerHttpClient http;
  private final SwarmApi api;
  private final SwarmSettings settings;
  private final SwarmEdge edge;
  private final SwarmHosting hosting;

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
    this.hosting = hosting(settings, http);
  }

  @Override
  public Hosting hosting() {
    return hosting;
  }

  SwarmHosting hosting(SwarmSettings settings, DockerHttpClient http) {
    return new SwarmHosting(settings, http, logins(), InstantSource.system());
  }

  Runs runs() {
    return runs(settings, http);
  }

  Runs runs(SwarmSettings settings, DockerHttpClient http) {
    return new SwarmRuns(settings, http, logins());
  }

  private RegistryLogins logins() {
    String registry = swarm.docker().registry();
    return new RegistryLogins(
        Map.of(registry, new RegistryLogins.Login(RealDocker.USER, RealDocker.PASSWORD)),
        Set.of(registry));
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

  @Override
  public String goodImage(int version) {
    return image(Integer.toString(version));
  }

  @Override
  public String pinned(int version) {
    return goodImage(version)
        + "@"
        + swarm.docker().digest("xy/site", Integer.toString(version)).orElseThrow();
  }

  @Override
  public String unhealthyImage() {
    return image("broken");
  }

  @Override
  public String missingImage() {
    return image("missing");
  }

  /** What a visitor gets, after the id of the app that gave it. */
  @Override
  public String visit(String hostName) {
    edge.refresh();
    return edge.app(hostName) + ": " + edge.visit(hostName, "/");
  }

  @Override
  public int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }

  /** Where visitors come in. */
  SwarmEdge edge() {
    return edge;
  }

  /** Leaves nothing for the next test. */
  void clear() {
    api.list("/services").forEach(one -> api.delete("/services/" + one.path("ID").asText()));
    api.list("/configs").forEach(one -> api.delete("/configs/" + one.path("ID").asText()));
    api.list("/secrets").forEach(one -> api.delete("/secrets/" + one.path("ID").asText()));
  }

  @Override
  public void close() throws IOException {
    edge.close();
    http.close();
  }
}
