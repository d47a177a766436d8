package org.mcws.desk.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.FileSystemUtils;

/**
 * A Docker engine of its own for a test class, or several, and a registry that asks for a password,
 * all in networks of their own. A bridge leads from there to this machine, as from the hosts of the
 * platform to the desk.
 */
public final class RealDocker implements Installed, BeforeAllCallback, AfterAllCallback {

  /** An image of a shell and the usual commands, which needs no registry. */
  public static final String BASE = "base:1";

  /** Where the registry listens. */
  public static final int PORT = 5000;

  public static final String USER = "desk";
  public static final String PASSWORD = "may-push";

  private static final Path REGISTRY = Path.of("/usr/bin/docker-registry");
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final String MISSING =
      "A Docker engine is missing: as root, apt-get install docker.io docker-registry"
          + " busybox-static iproute2 iptables";
  private static final int OPEN_PORT = 5001;

  private final int count;
  private final String space =
      "desk" + ProcessHandle.current().pid() + "x" + new Random().nextInt(9999);

  private int net = (int) (ProcessHandle.current().pid() % 256);
  private final List<EngineMachine> machines = new ArrayList<>();
  private Process registryServer;
  private Process openServer;
  private Path folder;
  private DockerClient client;

  public RealDocker() {
    this(1);
  }

  /**
   * @param count how many engines
   */
  public RealDocker(int count) {
    this.count = count;
  }

  @Override
  public String missing() {
    return MISSING;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireInstalled();
    folder = Files.createTempDirectory("docker");
    connect();
    startRegistry();
    for (EngineMachine machine : machines) {
      machine.start(insecure());
    }
    client = engine().client(Duration.ofSeconds(5), Duration.ofMinutes(2));
    buildBase();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (client != null) {
      client.close();
    }
    for (Process server : new Process[] {openServer, registryServer}) {
      if (server != null) {
        server.destroy();
        server.waitFor();
      }
    }
    for (EngineMachine machine : machines) {
      machine.remove();
    }
    if (folder != null) {
      Commands.run("ip", "link", "del", bridge());
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** Those that have an engine; the first one has the registry, too. */
  public List<EngineMachine> machines() {
    return List.copyOf(machines);
  }

  public DockerEngine engine() {
    return machines.get(0).engine();
  }

  public DockerClient client() {
    return client;
  }

  /** This machine's address, as the engine's network sees it. */
  public String desk() {
    return "10.211." + net + ".1";
  }

  /** The engine's address, as this machine sees it. */
  public String host() {
    return machines.get(0).address();
  }

  /** The registry's name in image references, which is its address, too. */
  public String registry() {
    return host() + ":" + PORT;
  }

  /**
   * A registry without a password that has the same images, by the name that the engine, and nobody
   * else, knows it by.
   */
  public synchronized String openRegistry() {
    String address = "127.0.0.1:" + OPEN_PORT;
    if (openServer == null) {
      try {
        openServer = startRegistry("open-registry", address, "");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      await("the open registry answers")
          .atMost(Duration.ofSeconds(20))
          .until(() -> registrySays("open-registry", "listening on"));
    }
    return address;
  }

  private boolean registrySays(String name, String words) throws IOException {
    return Files.readString(folder.resolve(name + ".log")).contains(words);
  }

  /** What is spoken to without TLS: the registry, and what tests put before it. */
  private String insecure() {
    return desk() + "/24";
  }

  /** Fetches an image from the registry, runs it to its end and gives what it printed. */
  public String printed(String image) {
    pull(image);
    String container = client.createContainerCmd(image).exec().getId();
    client.startContainerCmd(container).exec();
    client.waitContainerCmd(container).start().awaitStatusCode(30, SECONDS);
    String printed = log(container);
    client.removeContainerCmd(container).exec();
    return printed;
  }

  /** Puts an image into the registry. */
  public void push(String image) {
    try {
      client.pushImageCmd(image).withAuthConfig(login()).start().awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private AuthConfig login() {
    return new AuthConfig()
        .withRegistryAddress(registry())
        .withUsername(USER)
        .withPassword(PASSWORD);
  }

  /** Fetches an image from the registry, as who may. */
  public void pull(String image) {
    try {
      client.pullImageCmd(image).withAuthConfig(login()).start().awaitCompletion();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What a container has printed until now. */
  public String log(String container) {
    StringBuilder printed = new StringBuilder();
    try {
      client
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .exec(
              new ResultCallback.Adapter<Frame>() {
                @Override
                public void onNext(Frame frame) {
                  printed.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                }
              })
          .awaitCompletion(30, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return printed.toString();
  }

  /** Makes an image of a Dockerfile alone. */
  public void build(String tag, String dockerfile) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
        put(tar, new TarArchiveEntry("Dockerfile"), dockerfile.getBytes(StandardCharsets.UTF_8));
      }
      client
          .buildImageCmd(new ByteArrayInputStream(bytes.toByteArray()))
          .withTags(Set.of(tag))
          .withForcerm(true)
          .start()
          .awaitImageId(1, TimeUnit.MINUTES);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The digest that the registry has for a tag; empty if it has none. */
  public Optional<String> digest(String repository, String tag) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://" + registry() + "/v2/" + repository + "/manifests/" + tag)
                  .toURL()
                  .openConnection();
      String pair = USER + ":" + PASSWORD;
      connection.setRequestProperty(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
      connection.setRequestProperty(
          "Accept", "application/vnd.docker.distribution.manifest.v2+json");
      return Optional.ofNullable(connection.getHeaderField("Docker-Content-Digest"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Does this on the engine's host. */
  public String onHost(String... command) {
    return machines.get(0).run(command);
  }

  /** The engine dies, with all that it was doing. */
  public void kill() throws InterruptedException {
    machines.get(0).kill();
  }

  /** The engine comes back. */
  public void startAgain() throws IOException {
    machines.get(0).startAgain(insecure());
  }

  @Override
  public boolean isInstalled() {
    return Stream.of(
                Path.of("/usr/sbin/dockerd"),
                REGISTRY,
                BUSYBOX,
                Path.of("/sbin/iptables"),
                Path.of("/bin/ip"))
            .allMatch(Files::exists)
        && "root".equals(System.getProperty("user.name"));
  }

  private void connect() throws IOException {
    // Another process may run tests beside this one, or have been killed in the middle of them.
    while (Files.exists(Path.of("/sys/class/net", bridge()))) {
      net = (net + 1) % 256;
    }
    Commands.run("ip", "link", "add", bridge(), "type", "bridge");
    Commands.run("ip", "addr", "add", desk() + "/24", "dev", bridge());
    Commands.run("ip", "link", "set", bridge(), "up");
    for (int i = 1; i <= count; i++) {
      EngineMachine machine =
          new EngineMachine(
              space + "n" + i, "10.211." + net + "." + (1 + i), folder.resolve("machine" + i));
      machines.add(machine);
      machine.connect(bridge().replace("b", "w" + i + "x"), bridge(), desk());
    }
  }

  private String bridge() {
    return "d" + net + "b";
  }

  private void startRegistry() throws IOException {
    Files.writeString(
        folder.resolve("htpasswd"),
        USER + ":" + new BCryptPasswordEncoder(5).encode(PASSWORD) + "\n");
    String password =
        String.join(
            "\n",
            "auth:",
            "  htpasswd:",
            "    realm: test",
            "    path: " + folder.resolve("htpasswd"),
            "");
    registryServer = startRegistry("registry", registry(), password);
    await("the registry answers").atMost(Duration.ofSeconds(20)).until(this::registryAnswers);
  }

  private Process startRegistry(String name, String address, String more) throws IOException {
    Path config = folder.resolve(name + ".yml");
    Files.writeString(
        config,
        String.join(
                "\n",
                "version: 0.1",
                "storage:",
                "  filesystem:",
                "    rootdirectory: " + folder.resolve("images"),
                "http:",
                "  addr: " + address,
                "")
            + more);
    return machines
        .get(0)
        .start(folder.resolve(name + ".log"), REGISTRY.toString(), "serve", config.toString());
  }

  private boolean registryAnswers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host(), PORT), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void buildBase() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      String dockerfile = "FROM scratch\nCOPY . /\nUSER 0\n";
      put(tar, new TarArchiveEntry("Dockerfile"), dockerfile.getBytes(StandardCharsets.UTF_8));
      put(tar, new TarArchiveEntry(".dockerignore"), "Dockerfile".getBytes(StandardCharsets.UTF_8));
      put(tar, new TarArchiveEntry("bin/busybox"), Files.readAllBytes(BUSYBOX));
      put(tar, new TarArchiveEntry("tmp/"), new byte[0]);
      put(
          tar,
          new TarArchiveEntry("etc/passwd"),
          "root:x:0:0::/:/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      for (String applet : Commands.run(BUSYBOX.toString(), "--list").split("\n")) {
        if (!applet.equals("busybox")) {
          TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
          link.setLinkName("busybox");
          put(tar, link, new byte[0]);
        }
      }
    }
    client
        .buildImageCmd(new ByteArrayInputStream(bytes.toByteArray()))
        .withTags(Set.of(BASE))
        .start()
        .awaitImageId(1, TimeUnit.MINUTES);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    entry.setMode(0755);
    if (!entry.isSymbolicLink()) {
      entry.setSize(content.length);
    }
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }
}
