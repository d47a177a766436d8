package org.mcws.desk.sandbox.marathon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.springframework.web.util.HtmlUtils;

/**
 * The door through which visitors come: like marathon-lb with {@code --group external}, it passes a
 * request on to a healthy task of the app whose {@code HAPROXY_{n}_VHOST} label names the host. The
 * n-th port of the app answers. So it does for an app to which a rule in Consul leads. By TLS it
 * does the same, under the certificate of the host.
 */
final class Edge implements AutoCloseable {

  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "expect");

  private static final int MOST_AT_ONCE = 1000;

  private final Cluster cluster;
  private final HttpServer plain;
  private final HttpServer secure;
  private final ExecutorService executor;

  /** Works in the thread of the visitor, so that what it computes can be told from the desk's. */
  private final CloseableHttpClient client = client();

  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param tls with what it proves who its sites are
   */
  Edge(int port, int tlsPort, SSLContext tls, Cluster cluster) {
    this.cluster = cluster;
    this.executor =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "sandbox-edge");
              thread.setDaemon(true);
              return thread;
            });
    plain = listening(port, HttpServer::create);
    secure =
        listening(
            tlsPort,
            (address, backlog) -> {
              HttpsServer server = HttpsServer.create(address, backlog);
              server.setHttpsConfigurator(new HttpsConfigurator(tls));
              return server;
            });
  }

  private HttpServer listening(int port, Kind kind) {
    try {
      HttpServer server =
          kind.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      server.setExecutor(executor);
      server.createContext("/", this::answer);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sandbox's sites cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
  }

  void start() {
    plain.start();
    secure.start();
  }

  int port() {
    return plain.getAddress().getPort();
  }

  int tlsPort() {
    return secure.getAddress().getPort();
  }

  @Override
  public void close() {
    plain.stop(0);
    secure.stop(0);
    executor.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String host = host(exchange);
      Target target;
      synchronized (cluster) {
        target = find(host);
      }
      if (!target.claimed) {
        page(exchange, 404, "No site here", "No app is served under the name " + host + ".");
      } else if (target.addresses.isEmpty()) {
        page(exchange, 503, "Out of order", "No healthy task serves " + host + " right now.");
      } else {
        InetSocketAddress task =
            target.addresses.get(Math.floorMod(turn.getAndIncrement(), target.addresses.size()));
        pass(exchange, host, task);
      }
    }
  }

  private static String host(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private Target find(String host) {
    Set<VirtualHosts.Backend> backends = cluster.hosts().serving(host);
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (VirtualHosts.Backend backend : backends) {
      cluster.app(backend.app()).tasks().stream()
          .filter(task -> task.ready() && task.addresses().size() > backend.port())
          .forEach(task -> addresses.add(task.addresses().get(backend.port())));
    }
    return new Target(!backends.isEmpty(), addresses);
  }

  private void pass(HttpExchange exchange, String host, InetSocketAddress task) throws IOException {
    HttpUriRequestBase request =
        new HttpUriRequestBase(
            exchange.getRequestMethod(),
            URI.create("http://" + authority(task) + exchange.getRequestURI().toASCIIString()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.addHeader(name, value));
              }
            });
    request.setHeader("X-Forwarded-Host", host);
    request.setHeader("X-Forwarded-Proto", exchange instanceof HttpsExchange ? "https" : "http");
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (body.length > 0) {
      request.setEntity(new ByteArrayEntity(body, null));
    }
    Answer answer;
    try {
      answer =
          client.execute(
              request,
              response ->
                  new Answer(
                      response.getCode(),
                      List.of(response.getHeaders()),
                      response.getEntity() == null
                          ? new byte[0]
                          : EntityUtils.toByteArray(response.getEntity())));
    } catch (IOException e) {
      page(exchange, 503, "Out of order", "The task that serves " + host + " does not answer.");
      return;
    }
    answer.headers.stream()
        .filter(header -> !HOP_BY_HOP.contains(header.getName().toLowerCase(Locale.ROOT)))
        .forEach(header -> exchange.getResponseHeaders().add(header.getName(), header.getValue()));
    send(exchange, answer.status, answer.body);
  }

  private static String authority(InetSocketAddress task) {
    String address = task.getAddress().getHostAddress();
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + task.getPort();
  }

  /** Passes everything on as it is, over a connection for each request. */
  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(2)).build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(Timeout.ofSeconds(10))
                .setProtocolUpgradeEnabled(false)
                .build())
        .setConnectionReuseStrategy((request, response, context) -> false)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build();
  }

  private static void page(HttpExchange exchange, int status, String title, String text)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    String page =
        "<!doctype html>\n<html lang=\"en\"><title>%1$s</title><h1>%1$s</h1><p>%2$s</p></html>\n"
            .formatted(title, HtmlUtils.htmlEscape(text));
    send(exchange, status, page.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean bodiless = body.length == 0 || "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  /** How a server is made. */
  private interface Kind {
    HttpServer create(InetSocketAddress address, int backlog) throws IOException;
  }

  private record Answer(int status, List<Header> headers, byte[] body) {}

  private record Target(boolean claimed, List<InetSocketAddress> addresses) {}
}
