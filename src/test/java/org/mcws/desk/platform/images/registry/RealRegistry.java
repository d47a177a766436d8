package org.mcws.desk.platform.images.registry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.FreePort;
import org.mcws.desk.platform.Installed;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.FileSystemUtils;

/** A Docker registry of its own for a test class, empty, that asks for a password. */
final class RealRegistry implements Installed, BeforeAllCallback, AfterAllCallback {

  private static final Path SERVER = Path.of("/usr/bin/docker-registry");
  private static final String MISSING =
      "The Docker registry is missing: apt-get install docker-registry";
  private static final String USER = "desk";
  private static final String PASSWORD = "to-look-only";
  private static final int STARTS = 3;

  private Path folder;
  private Process process;
  private RegistryUnderTest registry;

  RegistryUnderTest registry() {
    return registry;
  }

  @Override
  public boolean isInstalled() {
    return Files.exists(SERVER);
  }

  @Override
  public String missing() {
    return MISSING;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    requireInstalled();
    folder = Files.createTempDirectory("registry");
    Files.writeString(
        folder.resolve("htpasswd"),
        USER + ":" + new BCryptPasswordEncoder(5).encode(PASSWORD) + "\n");
    // A port that was free may be taken before the registry binds it.
    for (int i = 0; i < STARTS && (process == null || !process.isAlive()); i++) {
      start();
    }
    if (!process.isAlive()) {
      fail("The Docker registry does not start:\n" + Files.readString(folder.resolve("log")));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    if (folder != null) {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private void start() throws IOException {
    int port = FreePort.take();
    Files.writeString(
        folder.resolve("config.yml"),
        String.join(
            "\n",
            "version: 0.1",
            "storage:",
            "  filesystem:",
            "    rootdirectory: " + folder.resolve("images"),
            "  delete:",
            "    enabled: true",
            "http:",
            "  addr: 127.0.0.1:" + port,
            "auth:",
            "  htpasswd:",
            "    realm: test",
            "    path: " + folder.resolve("htpasswd"),
            ""));
    process =
        new ProcessBuilder(SERVER.toString(), "serve", folder.resolve("config.yml").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    registry = new RegistryUnderTest(URI.create("http://127.0.0.1:" + port), USER, PASSWORD);
    await("the registry answers or has given up").until(() -> !process.isAlive() || answers(port));
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
