package org.mcws.desk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.RealDocker;
import org.mcws.desk.settings.FolderLock;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A sandbox is told by its settings to run containers. */
class SandboxContainersIT {

  @RegisterExtension static final RealDocker DOCKER = new RealDocker();

  private static final String APP =
      "{\"id\": \"/xy/bot\", \"args\": [\"sleep\", \"100000\"], \"cpus\": 0.1, \"mem\": 32,"
          + " \"container\": {\"type\": \"DOCKER\", \"docker\": {\"image\": \""
          + RealDocker.BASE
          + "\"}}}";

  @TempDir private Path folder;

  @Test
  void runsThemOnTheEngineThatItIsTold() throws IOException, InterruptedException {
    try (Sandbox sandbox = start(DOCKER.engine().address().toString(), "127.0.0.1")) {
      HttpRequest app =
          HttpRequest.newBuilder(URI.create(sandbox.addresses().get("marathon") + "/v2/apps"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(APP))
              .build();
      assertThat(HttpClient.newHttpClient().send(app, BodyHandlers.ofString()).statusCode())
          .isEqualTo(201);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> DOCKER.client().listContainersCmd().exec().size() == 1);
    }
    assertThat(DOCKER.client().listContainersCmd().exec()).as("none outlives it").isEmpty();
  }

  @Test
  void namesTheSettingOfAnEngineThatDoesNotAnswer() {
    assertThatExceptionOfType(SettingProblem.class)
        .isThrownBy(() -> start("unix://" + folder.resolve("nobody.sock"), "127.0.0.1"))
        .withMessageContaining("desk.sandbox.docker");
  }

  @Test
  void namesTheSettingOfAHostWithoutAddress() {
    assertThatExceptionOfType(SettingProblem.class)
        .isThrownBy(() -> start(DOCKER.engine().address().toString(), "nowhere.invalid"))
        .withMessageContaining("desk.sandbox.docker-host");
  }

  private Sandbox start(String engine, String host) {
    Map<String, Object> set = new HashMap<>();
    set.put("desk.sandbox.containers", "docker");
    set.put("desk.sandbox.docker", engine);
    set.put("desk.sandbox.docker-host", host);
    set.put("desk.sandbox.task-start", "PT0.1S");
    for (String server :
        new String[] {
          "marathon", "mesos", "sites", "dns-api", "dns", "mail-api", "smtp", "imap", "registry"
        }) {
      set.put("desk.sandbox." + server + "-port", 0);
    }
    SandboxSettings settings =
        new Binder(new MapConfigurationPropertySource(set))
            .bind("desk.sandbox", SandboxSettings.class)
            .get();
    FolderLock lock = FolderLock.take(folder, "lock");
    return Sandbox.start(lock, SandboxServers.of(settings, folder, 1));
  }
}
