package org.mcws.desk.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small HTTP server on loopback with routes, which can be told to misbehave. */
public final class HttpEndpoint implements AutoCloseable {

  static {
    // Else every answer waits 40 ms for the client to confirm its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final List<Route> routes = new ArrayList<>();
  private final Faults faults;
  private final HttpServer server;
  private final ExecutorService executor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Function<HttpRequest, HttpResponse> otherwise = request -> HttpResponse.empty(404);

  /**
   * Binds to loopback at once, so that the port is known, but answers only after {@link #start}.
   *
   * @param name what its threads are called
   * @param port the port, 0 for any free one
   */
  public HttpEndpoint(String name, int port, Faults faults) {
    this.faults = faults;
    this.executor =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          name + " cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(), e);
    }
    server.setExecutor(executor);
    server.createContext("/", this::answer);
  }

  /**
   * @param path regular expression for the whole decoded path; its groups become arguments
   */
  public HttpEndpoint on(String method, String path, Function<HttpRequest, HttpResponse> handler) {
    routes.add(new Route(method, Pattern.compile(path), handler));
    return this;
  }

  /** What is answered when no route fits; 404 without a body if nothing is said. */
  public HttpEndpoint otherwise(Function<HttpRequest, HttpResponse> handler) {
    this.otherwise = handler;
    return this;
  }

  /** Adds a handler for what is no simple question and answer, such as an event stream. */
  public HttpEndpoint raw(String path, com.sun.net.httpserver.HttpHandler handler) {
    server.createContext(path, handler);
    return this;
  }

  public HttpEndpoint start() {
    server.start();
    return this;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    executor.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      byte[] content = exchange.getRequestBody().readAllBytes();
      String body = new String(content, StandardCharsets.UTF_8);
      Fault fault = faults.strike(method, path, body).orElse(null);
      HttpResponse response =
          fault == null || fault.afterEffect() || fault.kind() == Fault.Kind.DELAY
              ? respond(exchange, method, path, content)
              : null;
      if (fault == null) {
        send(exchange, response);
      } else {
        misbehave(exchange, fault, response);
      }
    }
  }

  private HttpResponse respond(HttpExchange exchange, String method, String path, byte[] content) {
    Map<String, List<String>> query = query(exchange.getRequestURI().getRawQuery());
    try {
      for (Route route : routes) {
        Matcher matcher = route.path.matcher(path);
        if (route.method.equals(method) && matcher.matches()) {
          List<String> arguments = new ArrayList<>();
          for (int i = 1; i <= matcher.groupCount(); i++) {
            arguments.add(matcher.group(i));
          }
          return route.handler.apply(
              new HttpRequest(
                  method, path, arguments, query, exchange.getRequestHeaders(), content));
        }
      }
      return otherwise.apply(
          new HttpRequest(method, path, List.of(), query, exchange.getRequestHeaders(), content));
    } catch (RuntimeException e) {
      return HttpResponse.text(500, e.toString());
    }
  }

  private void misbehave(HttpExchange exchange, Fault fault, HttpResponse response)
      throws IOException {
    switch (fault.kind()) {
      case DELAY -> {
        await(fault.delay());
        send(exchange, response);
      }
      case ERROR -> send(exchange, HttpResponse.text(fault.status(), "<html>Sandbox</html>"));
      case GARBAGE ->
          send(
              exchange,
              new HttpResponse(200, Map.of("Content-Type", "application/json"), "{\"half\": [1,"));
      case CUT -> {
        if ("HEAD".equals(exchange.getRequestMethod())) {
          // It has no middle in which it could break.
          return;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 4096);
        exchange.getResponseBody().write("{\"cut\":".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
      }
      case SILENCE -> await(fault.delay());
      default -> throw new IllegalStateException(fault.kind().toString());
    }
  }

  private void await(Duration delay) {
    try {
      closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, HttpResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
    boolean bodiless = bytes.length == 0 || "HEAD".equals(exchange.getRequestMethod());
    exchange.sendResponseHeaders(response.status(), bodiless ? -1 : bytes.length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        query
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private record Route(String method, Pattern path, Function<HttpRequest, HttpResponse> handler) {}
}
