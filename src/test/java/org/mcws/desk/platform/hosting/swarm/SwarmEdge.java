package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.platform.RealSwarm;

/**
 * Leads visitors to what runs in a swarm, in the way of Traefik's Swarm provider: by the labels of
 * the services to their instances in the common network, for which it asks once a second.
 */
public final class SwarmEdge implements AutoCloseable {

  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final String DOOR = "edge";
  private static final String LOST = "HTTP/1.1 502 Bad Gateway\r\n\r\n";

  private final RealSwarm swarm;
  private final DockerHttpClient http;
  private final SwarmApi api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private Map<String, Backend> backends = Map.of();
  private long askedAt = System.nanoTime() - REFRESH.toNanos();
  private int turn;

  private record Backend(String app, List<String> addresses, String port) {}

  public SwarmEdge(RealSwarm swarm) throws IOException {
    this.swarm = swarm;
    this.http = swarm.docker().engine().http(Duration.ofSeconds(2), Duration.ofSeconds(10));
    this.api = new SwarmApi(swarm.docker().engine().address(), http);
    swarm
        .manager()
        .run(
            "docker",
            "run",
            "-d",
            "--name",
            DOOR,
            "--network",
            RealSwarm.NETWORK,
            RealDocker.BASE,
            "sleep",
            "100000");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Where on loopback it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** What a visitor gets, status line and all, after the id of the app that gave it. */
  public String visit(String host, String path) {
    Backend backend = backend(host);
    if (backend == null) {
      return "HTTP/1.1 404 Not Found\r\n\r\n";
    }
    if (backend.addresses().isEmpty()) {
      return "HTTP/1.1 503 Service Unavailable\r\n\r\n";
    }
    return swarm
        .manager()
        .run(
            "docker",
            "exec",
            DOOR,
            "sh",
            "-c",
            "printf 'GET %s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' \"$1\" \"$2\""
                + " | timeout 5 nc \"$3\" \"$4\" || printf '"
                + LOST.replace("\r\n", "\\r\\n")
                + "'",
            "visit",
            path,
            host,
            backend.addresses().get(turn++ % backend.addresses().size()),
            backend.port());
  }

  /** The app that visitors of this name are led to; empty if none is. */
  String app(String host) {
    Backend backend = backend(host);
    return backend == null ? "" : backend.app();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host").replaceFirst(":.*", "");
    String answer = visit(host, exchange.getRequestURI().toString());
    String[] parts = answer.split("\r?\n\r?\n", 2);
    int status = Integer.parseInt(parts[0].split(" ")[1]);
    byte[] body = (parts.length > 1 ? parts[1] : "").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized Backend backend(String host) {
    long now = System.nanoTime();
    if (now - askedAt >= REFRESH.toNanos()) {
      backends = read();
      askedAt = now;
    }
    return backends.get(host);
  }

  /** What the next visitor is led to is asked for anew. */
  synchronized void refresh() {
    askedAt = System.nanoTime() - REFRESH.toNanos();
  }

  private Map<String, Backend> read() {
    Map<String, Backend> read = new HashMap<>();
    JsonNode services = api.list("/services");
    // All of them: asked for those of a service that has just gone, a swarm says no.
    JsonNode tasks = api.list("/tasks");
    for (JsonNode service : services) {
      JsonNode labels = service.at("/Spec/Labels");
      String name = service.at("/Spec/Name").asText();
      if (labels.path("traefik.enable").asBoolean()) {
        Backend backend =
            new Backend(
                labels.path("desk-app").asText(),
                addresses(
                    tasks,
                    service.path("ID").asText(),
                    labels.path("traefik.swarm.network").asText()),
                labels
                    .path("traefik.http.services." + name + ".loadbalancer.server.port")
                    .asText());
        String rule = labels.path("traefik.http.routers." + name + ".rule").asText();
        for (String host : rule.split("\\|\\|")) {
          read.put(host.strip().replaceFirst("^Host\\(`(.*)`\\)$", "$1"), backend);
        }
      }
    }
    return read;
  }

  private static List<String> addresses(JsonNode tasks, String service, String network) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode task : tasks) {
      if (task.path("ServiceID").asText().equals(service)
          && task.at("/Status/State").asText().equals("running")
          && task.path("DesiredState").asText().equals("running")) {
        for (JsonNode attachment : task.path("NetworksAttachments")) {
          if (attachment.at("/Network/Spec/Name").asText().equals(network)) {
            addresses.add(attachment.path("Addresses").path(0).asText().replaceFirst("/.*", ""));
          }
        }
      }
    }
    return addresses;
  }

  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    http.close();
    swarm.manager().run("docker", "rm", "-f", DOOR);
  }
}
