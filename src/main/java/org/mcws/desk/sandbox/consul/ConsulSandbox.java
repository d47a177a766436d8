package org.mcws.desk.sandbox.consul;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;

/**
 * The sandbox's Consul, as far as it holds keys: a single server without access control that leads
 * itself. Its services are Marathon's tasks, as mesos-consul would register them.
 */
public final class ConsulSandbox implements SandboxServer {

  private static final Pattern RULE = Pattern.compile("apps/([^/]+)/([^/]+)/haproxy-rules/.+");

  private final Faults faults = new Faults();
  private final KeyStore keys;
  private final HttpEndpoint http;

  /**
   * Binds its port; {@link #start} makes it answer.
   *
   * @param port the port, 0 for any free one
   * @param folder where it keeps what it is told
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public ConsulSandbox(int port, Path folder) {
    keys = new KeyStore(folder);
    http = new HttpEndpoint("sandbox-consul", port, faults);
    new ConsulRoutes(keys).serve(http);
  }

  /** To which services the edge passes on what asks for a host name. */
  public Set<HostRule> rules(String host) {
    return keys.below("apps/").stream()
        .filter(entry -> entry.text().equals(host))
        .map(entry -> RULE.matcher(entry.key()))
        .filter(Matcher::matches)
        .map(rule -> new HostRule(rule.group(1), rule.group(2)))
        .collect(Collectors.toSet());
  }

  @Override
  public String name() {
    return "consul";
  }

  @Override
  public void start() {
    http.start();
  }

  @Override
  public Map<String, String> addresses() {
    return Map.of("consul", http.url());
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("desk.hosting.marathon.consul.url", http.url());
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    http.close();
  }
}
