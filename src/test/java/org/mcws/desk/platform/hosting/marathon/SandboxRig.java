package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.hosting.HealthChecks;
import org.mcws.desk.platform.hosting.marathon.MarathonSettings.HostNamesBy;
import org.mcws.desk.platform.mesos.operator.SandboxOutput;
import org.mcws.desk.sandbox.consul.ConsulSandbox;
import org.mcws.desk.sandbox.marathon.Containers;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;

/** A sandbox that runs fast, with a plain HTTP client beside the adapter. */
public final class SandboxRig implements AutoCloseable {

  public static final MarathonSandboxSettings FAST =
      MarathonSandboxSettings.onFreePorts().withSpeed(Duration.ofMillis(60), 0.05);

  /** How long the desk waits for an answer from who may not give one. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final MarathonSandbox sandbox;
  private final ConsulSandbox consul;

  public SandboxRig(MarathonSandboxSettings settings, Path folder) {
    this(settings, folder, null);
  }

  /** The same whose tasks are containers. */
  SandboxRig(MarathonSandboxSettings settings, Path folder, Containers containers) {
    sandbox = new MarathonSandbox(settings, folder, containers);
    sandbox.start();
    consul = new ConsulSandbox(0, folder.resolve("consul"));
    consul.start();
    sandbox.hostRules(consul::rules);
  }

  public MarathonSandbox sandbox() {
    return sandbox;
  }

  public ConsulSandbox consul() {
    return consul;
  }

  MarathonHosting hosting() {
    return hosting(new ProxyLabels());
  }

  /** The same whose edge is told of host names so. */
  MarathonHosting hosting(HostNames hostNames) {
    return new MarathonHosting(settings("", "", ""), hostNames, SandboxOutput.of(sandbox));
  }

  /** Tells the edge by keys in the Consul at this address. */
  static HostNames rules(String consul) {
    return rules(consul, PATIENCE);
  }

  static HostNames rules(String consul, Duration patience) {
    return new ConsulRules(
        new ConsulSettings(
            URI.create(consul), "a-token", "production", new HttpTimeouts(patience, patience)));
  }

  MarathonRuns runs() {
    return new MarathonRuns(settings("", "", ""), hosting(), SandboxOutput.of(sandbox));
  }

  MarathonSettings settings(String username, String password, String token) {
    return settings(
        URI.create(sandbox.addresses().get("marathon")),
        username,
        password,
        token,
        2,
        FaultProxy.PATIENT);
  }

  static MarathonSettings settings(URI url, String username, String password, String token) {
    return settings(url, username, password, token, 2, PATIENCE);
  }

  /** For nobody, of whom Marathon wants to know nothing. */
  static MarathonSettings settings(URI url, int readAttempts, Duration patience) {
    return settings(url, "", "", "", readAttempts, patience);
  }

  private static MarathonSettings settings(
      URI url,
      String username,
      String password,
      String token,
      int readAttempts,
      Duration patience) {
    return new MarathonSettings(
        url,
        username,
        password,
        token,
        new HttpTimeouts(patience, patience),
        readAttempts,
        HostNamesBy.LABELS,
        true,
        new HealthChecks(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(1), 3));
  }

  /** Asks Marathon. */
  public HttpResponse<String> marathon(String method, String path, String body) {
    return send("marathon", method, path, body, "Content-Type", "application/json");
  }

  public JsonNode json(String method, String path, String body) {
    return json(marathon(method, path, body));
  }

  public static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(response.body(), e);
    }
  }

  /** Asks one of the servers. */
  public HttpResponse<String> send(
      String server, String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(addresses().get(server) + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, String> addresses() {
    Map<String, String> all = new HashMap<>(sandbox.addresses());
    all.putAll(consul.addresses());
    return all;
  }

  /** What the edge answers to a visitor, status line and all: Java's client can't set Host. */
  public String visit(String host, String path) {
    int port = URI.create(sandbox.addresses().get("sites")).getPort();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request =
          "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    consul.close();
    sandbox.close();
  }
}
