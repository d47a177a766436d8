package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.hosting.AppStirred;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;

class MarathonEventsTests {

  @TempDir private Path folder;
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  @Test
  void aTaskThatDiesIsHeardOfAlsoAfterAnotherMarathonHasBegunToLead() {
    try (SandboxRig rig = new SandboxRig(SandboxRig.FAST, folder)) {
      MarathonSandbox marathon = rig.sandbox();
      rig.hosting().ensure(Apps.site("1"));
      await().until(() -> rig.hosting().find(Apps.ID).orElseThrow().settled());
      MarathonEvents events = listen(rig.settings("", "", ""));
      try {
        await()
            .until(
                () -> {
                  marathon.killTasks(Apps.ID);
                  return heard.contains(Apps.ID);
                });
        assertThat(rig.marathon("DELETE", "/v2/leader", null).statusCode()).isEqualTo(200);
        heard.clear();
        await()
            .until(
                () -> {
                  marathon.killTasks(Apps.ID);
                  return heard.contains(Apps.ID);
                });
      } finally {
        events.stop();
      }
    }
  }

  @Test
  void garbageIsPassedOver() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/v2/events",
        exchange -> {
          String stream =
              """

              : a comment
              event: status_update_event
              data: {"appId": "/choir/early", "taskStatus": "TASK_STAGING"}

              data: no json at all

              data: {"appId": 17,

              data: []

              event: app_terminated_event
              data: {"appId":
              data: "/choir/www"}

              """;
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(stream.getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    MarathonEvents events =
        listen(
            SandboxRig.settings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "", "", ""));
    try {
      await().until(() -> !heard.isEmpty());
      assertThat(List.copyOf(heard)).containsOnly("/choir/www");
    } finally {
      events.stop();
      server.stop(0);
    }
  }

  private MarathonEvents listen(MarathonSettings settings) {
    MarathonEvents events =
        new MarathonEvents(settings, (AppStirred stirred) -> heard.add(stirred.appId()));
    events.start();
    return events;
  }
}
