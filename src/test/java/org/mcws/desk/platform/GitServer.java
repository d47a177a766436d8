package org.mcws.desk.platform;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** Git's own server, with the repositories that a test makes. */
public final class GitServer implements Installed, BeforeAllCallback, AfterAllCallback {

  private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");
  private static final String MISSING = "Git is missing: apt-get install git";

  private Path folder;
  private HttpServer server;
  private ExecutorService threads;

  @Override
  public boolean isInstalled() {
    return Files.exists(BACKEND);
  }

  @Override
  public String missing() {
    return MISSING;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireInstalled();
    folder = Files.createTempDirectory("git").toRealPath();
    threads = Executors.newCachedThreadPool();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.createContext(
        "/to/",
        exchange -> {
          // To the port that the path names.
          String[] path = exchange.getRequestURI().toString().split("/", 4);
          exchange
              .getResponseHeaders()
              .set("Location", "http://127.0.0.1:" + path[2] + "/" + path[3]);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.createContext(
        "/private/",
        exchange -> {
          exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (server != null) {
      server.stop(0);
      threads.shutdownNow();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** Host and port, as Ops name it. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://" + host() + "/" + path;
  }

  /** A repository with a branch {@code main}, in which a test works. */
  public Work repository(String name) {
    Commands.runIn(folder, "git", "init", "-q", "--bare", "-b", "main", name);
    Commands.runIn(folder, "git", "-C", name, "config", "http.receivepack", "true");
    Path work = folder.resolve("work-" + name);
    Commands.runIn(folder, "git", "clone", "-q", name, work.toString());
    Commands.runIn(work, "git", "checkout", "-q", "-b", "main");
    return new Work(this, name, work);
  }

  /**
   * Somebody's copy of a repository.
   *
   * @param folder its files
   */
  public record Work(GitServer server, String name, Path folder) {

    public String url() {
      return server.url(name);
    }

    public Work file(String path, String content) {
      try {
        Files.createDirectories(folder.resolve(path).getParent());
        Files.writeString(folder.resolve(path), content);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return this;
    }

    /** Commits all and pushes it; gives the commit's id. */
    public String push(String message) {
      git("add", "-A");
      git("commit", "-q", "--allow-empty", "-m", message);
      git("push", "-q", "-f", "origin", "HEAD");
      return git("rev-parse", "HEAD").strip();
    }

    /** Lets Git's plumbing make something in the repository itself, from these bytes. */
    public String plumb(byte[] input, String... arguments) {
      try {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process =
            new ProcessBuilder(command).directory(server.folder.resolve(name).toFile()).start();
        process.getOutputStream().write(input);
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    public String git(String... arguments) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "git",
                  "-c",
                  "user.name=Gil Gardener",
                  "-c",
                  "user.email=gil@owners.test",
                  "-c",
                  "protocol.file.allow=always"));
      command.addAll(List.of(arguments));
      return Commands.runIn(folder, command.toArray(String[]::new));
    }
  }

  /** Speaks CGI with Git's own program. */
  private void serve(HttpExchange exchange) throws IOException {
    ProcessBuilder backend = new ProcessBuilder(BACKEND.toString());
    Map<String, String> environment = backend.environment();
    environment.put("GIT_PROJECT_ROOT", folder.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    environment.put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getQuery()));
    header(exchange, "Content-Type", environment, "CONTENT_TYPE");
    header(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
    header(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
    Process process = backend.start();
    try (exchange) {
      exchange.getRequestBody().transferTo(process.getOutputStream());
      process.getOutputStream().close();
      InputStream answer = new BufferedInputStream(process.getInputStream());
      int status = 200;
      for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
        String[] header = line.split(": ", 2);
        if (header[0].equals("Status")) {
          status = Integer.parseInt(header[1].substring(0, 3));
        } else {
          exchange.getResponseHeaders().set(header[0], header[1]);
        }
      }
      exchange.sendResponseHeaders(status, 0);
      answer.transferTo(exchange.getResponseBody());
    } finally {
      process.destroy();
    }
  }

  private static void header(
      HttpExchange exchange, String name, Map<String, String> environment, String variable) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
