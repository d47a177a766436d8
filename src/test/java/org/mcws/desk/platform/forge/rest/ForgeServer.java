package org.mcws.desk.platform.forge.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;

/**
 * A forge with one repository and one commit, which treats those who tell it of a status as its
 * documentation says.
 */
final class ForgeServer implements AutoCloseable {

  static final String COMMIT = "6dcb09b5b57875f334f61aebed695e2e4193db5e";
  static final String TOKEN = "tok_k3c9-Zq.7";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** What it was told by one request. */
  record Heard(String line, Headers headers, String body) {}

  /** A status as the forge keeps it. */
  private static final class Kept {
    private final String context;
    private String state;

    Kept(String context, String state) {
      this.context = context;
      this.state = state;
    }
  }

  private record Answer(int status, String body) {}

  private final ForgeKind kind;
  private final HttpServer server;
  private final List<Heard> heard = new ArrayList<>();
  private final List<Kept> kept = new ArrayList<>();

  ForgeServer(ForgeKind kind) {
    this.kind = kind;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::serve);
    server.start();
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  ForgeAccess access() {
    return access(address().getPort());
  }

  /** The same by another port, which leads here. */
  ForgeAccess access(int port) {
    String path = kind == ForgeKind.GITLAB ? "/hispano/web/site.git" : "/hispano/site.git";
    return new ForgeAccess(kind, "http://127.0.0.1:" + port + path, TOKEN);
  }

  synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /** What people see beside the commit: by context, the state that was kept last. */
  synchronized Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    kept.forEach(one -> shown.put(one.context, one.state));
    return shown;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Answer answer = answer(new Heard(line, exchange.getRequestHeaders(), body));
      byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer answer(Heard request) throws IOException {
    if (request.body.isEmpty()) {
      // The JDK's server takes a request that breaks off in its headers for a whole one.
      return message(400, "Problems parsing JSON");
    }
    heard.add(request);
    if (!request.line.equals("POST " + path())) {
      return message(404, "Not Found");
    }
    if (!isAllowed(request.headers)) {
      return message(401, "Bad credentials");
    }
    Map<String, String> told = JSON.readValue(request.body, new TypeReference<>() {});
    return switch (kind) {
      case GITHUB -> github(told);
      case GITLAB -> gitlab(told);
      case GITEA -> gitea(told);
    };
  }

  private String path() {
    return switch (kind) {
      case GITHUB -> "/api/v3/repos/hispano/site/statuses/" + COMMIT;
      case GITLAB -> "/api/v4/projects/hispano%2Fweb%2Fsite/statuses/" + COMMIT;
      case GITEA -> "/api/v1/repos/hispano/site/statuses/" + COMMIT;
    };
  }

  private boolean isAllowed(Headers headers) {
    return switch (kind) {
      case GITHUB -> ("Bearer " + TOKEN).equals(headers.getFirst("Authorization"));
      case GITLAB -> TOKEN.equals(headers.getFirst("PRIVATE-TOKEN"));
      case GITEA -> ("token " + TOKEN).equals(headers.getFirst("Authorization"));
    };
  }

  private Answer github(Map<String, String> told) {
    String description = told.getOrDefault("description", "");
    if (description.codePointCount(0, description.length()) > 140) {
      return message(422, "Validation Failed");
    }
    return simple(told, Set.of("pending", "success", "failure", "error"), "state");
  }

  private Answer gitea(Map<String, String> told) {
    return simple(told, Set.of("pending", "success", "error", "failure", "warning"), "status");
  }

  private Answer simple(Map<String, String> told, Set<String> states, String member) {
    if (!states.contains(told.get("state"))) {
      return message(422, "Validation Failed");
    }
    Kept one = new Kept(told.get("context"), told.get("state"));
    kept.add(one);
    return made(member, one.state);
  }

  /** Its machine of states: what waits or runs goes on, and what has ended is followed by a new. */
  private Answer gitlab(Map<String, String> told) {
    if (told.getOrDefault("description", "").length() > 255
        || told.getOrDefault("target_url", "").length() > 255) {
      return message(400, "is too long");
    }
    Optional<Kept> open =
        kept.stream()
            .filter(one -> one.context.equals(told.get("name")))
            .filter(one -> one.state.equals("pending") || one.state.equals("running"))
            .findFirst();
    String before = open.map(one -> one.state).orElse("created");
    String wanted = told.get("state");
    switch (wanted) {
      case "pending" -> {
        if (open.isPresent()) {
          return cannot("enqueue", before);
        }
      }
      case "running" -> {
        if (before.equals("running")) {
          return cannot("run", before);
        }
      }
      case "success", "failed" -> {
        // From every state that is open.
      }
      default -> {
        return message(400, "state does not have a valid value");
      }
    }
    open.ifPresentOrElse(
        one -> one.state = wanted, () -> kept.add(new Kept(told.get("name"), wanted)));
    return made("status", wanted);
  }

  private static Answer cannot(String event, String from) {
    return message(
        400,
        "Cannot transition status via :%s from :%s (Reason(s): Status cannot transition via \\\"%s\\\")"
            .formatted(event, from, event));
  }

  private Answer made(String member, String state) {
    return new Answer(201, "{\"id\":" + kept.size() + ",\"" + member + "\":\"" + state + "\"}");
  }

  private static Answer message(int status, String text) {
    return new Answer(status, "{\"message\":\"" + text + "\"}");
  }
}
