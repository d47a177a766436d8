package org.mcws.desk.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.springframework.util.FileSystemUtils;

/**
 * A forge that needs nothing installed: repositories that are fetched from by Git's smart protocol,
 * spoken by JGit; and the states of commits, as Gitea takes them.
 */
final class PushedRepository {

  private static final String OWNER = "gil/";
  private static final String STATES = "/api/v1/repos/" + OWNER;
  private static final String SERVICE = "git-upload-pack";
  private static final PersonIdent GIL = new PersonIdent("Gil Gardener", "gil@owners.test");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> states = new CopyOnWriteArrayList<>();
  private final Map<String, Git> repositories = new ConcurrentHashMap<>();
  private final Path folder;
  private final HttpServer server;

  /** It is there until the last test is over, since desks are, too, that know its address. */
  PushedRepository() {
    try {
      folder = Files.createTempDirectory("pushed");
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/" + OWNER, this::serve);
    server.createContext(STATES, this::take);
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  private void close() {
    server.stop(0);
    repositories.values().forEach(Git::close);
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port, as Ops name it. */
  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url(String name) {
    return "http://" + host() + "/" + OWNER + name;
  }

  /** Pushes these files to the branch {@code main}; gives the commit's id. */
  String push(String name, String message, Map<String, String> files) {
    Git git = repositories.computeIfAbsent(name, this::create);
    Path work = git.getRepository().getWorkTree().toPath();
    try {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.createDirectories(work.resolve(file.getKey()).getParent());
        Files.writeString(work.resolve(file.getKey()), file.getValue());
      }
      git.add().addFilepattern(".").call();
      return git.commit()
          .setMessage(message)
          .setAuthor(GIL)
          .setCommitter(GIL)
          .setSign(false)
          .call()
          .name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The branch {@code main} has this commit, for whoever asks. */
  void point(String name, String commit) {
    try {
      RefUpdate update = repositories.get(name).getRepository().updateRef("refs/heads/main");
      update.setNewObjectId(ObjectId.fromString(commit));
      update.forceUpdate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The repository is gone, as one that was renamed or made private. */
  void remove(String name) {
    repositories.remove(name);
  }

  /** What was told of a commit: each state with its words, in order. */
  List<String> states(String commit) {
    return states.stream()
        .filter(state -> state.startsWith(commit))
        .map(state -> state.substring(commit.length() + 1))
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/");
      boolean known =
          "token green-tea".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      JsonNode told = JSON.readTree(exchange.getRequestBody());
      if (known) {
        states.add(
            path[path.length - 1]
                + " "
                + told.path("state").asText()
                + ": "
                + told.path("description").asText());
      }
      byte[] answer = "{\"message\": \"as Gitea would\"}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(known ? 201 : 401, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private Git create(String name) {
    try {
      return Git.init().setDirectory(folder.resolve(name).toFile()).setInitialBranch("main").call();
    } catch (GitAPIException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/", 4);
      Git git = repositories.get(path[2]);
      if (git == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      UploadPack pack = new UploadPack(git.getRepository());
      pack.setBiDirectionalPipe(false);
      boolean asked = path[3].equals("info/refs");
      exchange
          .getResponseHeaders()
          .set("Content-Type", "application/x-" + SERVICE + (asked ? "-advertisement" : "-result"));
      InputStream body = exchange.getRequestBody();
      if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
        body = new GZIPInputStream(body);
      }
      exchange.sendResponseHeaders(200, 0);
      if (asked) {
        PacketLineOut out = new PacketLineOut(exchange.getResponseBody());
        out.writeString("# service=" + SERVICE + "\n");
        out.end();
        pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(out));
      } else {
        pack.upload(body, exchange.getResponseBody(), null);
      }
    }
  }
}
