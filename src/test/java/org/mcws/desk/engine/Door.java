package org.mcws.desk.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;

/** The desk's port, as anybody outside sees it. */
@TestComponent
public class Door {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final Environment environment;

  Door(Environment environment) {
    this.environment = environment;
  }

  /** An answer: its status, and its body as JSON or, if it is none, as text. */
  public record Answer(int status, JsonNode json, String text, HttpResponse<String> raw) {

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public Answer get(String user, String path) {
    return send(user, "GET", path, null);
  }

  public Answer post(String user, String path, String json) {
    return send(user, "POST", path, json);
  }

  public Answer send(String user, String method, String path, String json) {
    HttpRequest.Builder request = request(path);
    if (user != null) {
      String password = user.contains("@") ? TreeRequest.PASSWORD : user;
      String pair =
          Base64.getEncoder()
              .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + pair);
    }
    if (json != null) {
      request.header("Content-Type", "application/json");
    }
    return send(
        request
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
            .build());
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:" + environment.getProperty("local.server.port") + path));
  }

  public Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      JsonNode json;
      try {
        json = mapper.readTree(response.body());
      } catch (IOException e) {
        json = mapper.missingNode();
      }
      return new Answer(response.statusCode(), json, response.body(), response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
