package org.mcws.desk.platform.forge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.platform.StrangeServer.Manners;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatus.State;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;

/** What forges, proxies before them and hostile servers answer when all is not well. */
class ForgeAnswersTests {

  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final CarefulHttp http = new CarefulHttp(TIMEOUTS, ForgeConfiguration.LONGEST_ANSWER);
  private final ForgeStatuses statuses =
      new ForgeStatuses(http, new RepositoryAddresses(List.of("127.0.0.1")));

  @AfterEach
  void close() {
    http.close();
  }

  private void tell(ForgeKind kind, State state, StrangeServer server) {
    statuses.tell(
        new ForgeAccess(
            kind, "http://127.0.0.1:" + server.port() + "/hispano/site.git", ForgeServer.TOKEN),
        new CommitStatus(ForgeServer.COMMIT, state, "mcws-desk/production", "done", ""));
  }

  /** A server that hears the request and says this. */
  private static StrangeServer saying(String answer) {
    return StrangeServer.with(
        (visitor, server) -> {
          hear(visitor);
          visitor.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        });
  }

  private static void hear(Socket visitor) throws IOException {
    String heard = "";
    byte[] more = new byte[8192];
    while (!heard.contains("}")) {
      int read = visitor.getInputStream().read(more);
      if (read < 0) {
        return;
      }
      heard += new String(more, 0, read, StandardCharsets.UTF_8);
    }
  }

  private static String http(int status, String headers, String body) {
    return "HTTP/1.1 %d So\r\nContent-Length: %d\r\nConnection: close\r\n%s\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, headers, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GITHUB|401|{\"message\":\"Bad credentials\"}|make one that has \"Commit statuses: write\"",
        "GITHUB|403|{\"message\":\"Resource not accessible by personal access token\"}"
            + "|The token does not allow it: make one that has \"Commit statuses: write\"",
        "GITHUB|404|{\"message\":\"Not Found\"}|There is no such repository or commit",
        "GITHUB|404|{\"message\":\"Not Found\"}|repo:status",
        "GITHUB|422|{\"message\":\"Validation Failed\",\"errors\":[{\"code\":\"custom\"}]}|custom",
        "GITHUB|422|{\"message\":\"No commit found for SHA: 6dcb\"}|No commit found for SHA",
        "GITLAB|401|{\"message\":\"401 Unauthorized\"}|the scope api",
        "GITLAB|403|{\"error\":\"insufficient_scope\"}|the scope api and the role Developer",
        "GITLAB|403|{\"message\":\"403 Forbidden\"}|Maintainer for the commits of a protected",
        "GITLAB|404|{\"message\":\"404 Project Not Found\"}|404 Project Not Found",
        "GITLAB|405|{\"message\":\"Non GET methods are not allowed for moved projects\"}"
            + "|another address now",
        "GITLAB|400|{\"message\":{\"name\":[\"has already been taken\"]}}|already been taken",
        "GITEA|401|{\"message\":\"user does not exist\"}|the scope write:repository",
        "GITEA|403|{\"message\":\"token does not have at least one of required scope(s)\"}"
            + "|the scope write:repository",
        "GITEA|404|{\"message\":\"The target couldn't be found.\"}|check the address",
        "GITEA|423|{\"message\":\"repo is archived\"}|repo is archived",
        "GITEA|404|<html><body>nginx</body></html>|(nginx)"
      })
  void whatAPersonHasToChangeIsRefused(ForgeKind kind, int status, String body, String words) {
    try (StrangeServer forge = saying(http(status, "", body))) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> tell(kind, State.SUCCESS, forge))
          .withMessageContaining("answered with status " + status)
          .withMessageContaining(words)
          .satisfies(e -> assertThat(e.code()).isEqualTo("forgeRefused"));
      assertThat(forge.visitors()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GITHUB|429||{}",
        "GITHUB|403|x-ratelimit-remaining: 0|{\"message\":\"API rate limit exceeded\"}",
        "GITHUB|403|Retry-After: 60|{\"message\":\"slower\"}",
        "GITHUB|403||{\"message\":\"You have exceeded a secondary rate limit\"}",
        "GITHUB|500||{}",
        "GITLAB|409||{\"message\":\"Another update to this commit status is in progress\"}",
        "GITLAB|429||Retry later",
        "GITLAB|502||<html>GitLab is not responding</html>",
        "GITEA|500||{\"message\":\"\"}",
        "GITEA|503||",
        "GITEA|504||",
        "GITHUB|201||",
        "GITLAB|201||{}",
        "GITEA|201||[]",
        "GITEA|200||<html>Please sign in</html>",
        "GITHUB|202||{\"id\":1}",
        "GITHUB|204||"
      })
  void whatPassesIsUnavailability(ForgeKind kind, int status, String headers, String body) {
    String lines = headers == null ? "" : headers + "\r\n";
    try (StrangeServer forge = saying(http(status, lines, body == null ? "" : body))) {
      assertThatExceptionOfType(PlatformUnavailable.class)
          .isThrownBy(() -> tell(kind, State.SUCCESS, forge))
          .withMessageContaining("answered with status " + status + " at http://127.0.0.1:");
      assertThat(forge.visitors()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({"SUCCESS, enqueue, pending", "FAILURE, run, running", "RUNNING, enqueue, pending"})
  void gitLabRefusesWhatIsNotShownYet(State state, String event, String from) {
    String body =
        "{\"message\":\"Cannot transition status via :%s from :%s\"}".formatted(event, from);
    try (StrangeServer forge = saying(http(400, "", body))) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> tell(ForgeKind.GITLAB, state, forge))
          .withMessageContaining("Cannot transition");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aTokenGoesNowhereElse(int status) {
    try (StrangeServer other = saying(http(201, "", "{\"id\":1}"));
        StrangeServer forge =
            saying(http(status, "Location: http://127.0.0.1:" + other.port() + "/\r\n", ""))) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> tell(ForgeKind.GITEA, State.SUCCESS, forge))
          .withMessageContaining("another address now");
      assertThat(other.visitors()).isZero();
      assertThat(forge.visitors()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aTokenThatIsSaidBackIsNotRepeated(ForgeKind kind) {
    String echo = "{\"message\":\"no " + ForgeServer.TOKEN + " here\"}";
    for (String answer :
        List.of(
            http(403, "", echo),
            http(500, "", echo),
            http(200, "", "<p>" + ForgeServer.TOKEN + "</p>"),
            ForgeServer.TOKEN + " is what I heard\r\n\r\n",
            "HTTP/1.1 " + ForgeServer.TOKEN + "\r\n\r\n",
            http(201, ForgeServer.TOKEN + "\r\n", "{}"))) {
      try (StrangeServer forge = saying(answer)) {
        assertThatExceptionOfType(RuntimeException.class)
            .isThrownBy(() -> tell(kind, State.SUCCESS, forge))
            .satisfies(
                e -> {
                  assertThat(e).isInstanceOfAny(PlatformRefusal.class, PlatformUnavailable.class);
                  StringWriter trace = new StringWriter();
                  e.printStackTrace(new PrintWriter(trace));
                  assertThat(trace.toString()).doesNotContain(ForgeServer.TOKEN);
                });
      }
    }
  }

  @Test
  void anAnswerWithoutEndIsCutOff() {
    String long201 = "{\"id\":1,\"text\":\"" + "x".repeat(64 * 1024) + "\"}";
    try (StrangeServer forge = saying(http(201, "", long201))) {
      assertUnavailable(forge, "longer than 64 KiB");
    }
  }

  @Test
  void anAnswerThatDripsIsCutOff() {
    Manners dripping =
        (visitor, server) -> {
          hear(visitor);
          visitor
              .getOutputStream()
              .write("HTTP/1.1 201 Created\r\nContent-Length: 9999\r\n\r\n".getBytes());
          server.drip(visitor, " ".getBytes(), 100);
        };
    try (StrangeServer forge = StrangeServer.with(dripping)) {
      long before = System.nanoTime();
      assertUnavailable(forge, "no whole answer");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(TIMEOUTS.read(), TIMEOUTS.read().multipliedBy(4));
    }
  }

  @Test
  void aForgeThatIsNotThereIsUnavailable() {
    StrangeServer gone = StrangeServer.with((visitor, server) -> {});
    gone.close();
    assertUnavailable(gone, "http://127.0.0.1:" + gone.port() + "/api/v1/repos/hispano/site");
  }

  private void assertUnavailable(StrangeServer forge, String words) {
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> tell(ForgeKind.GITEA, State.SUCCESS, forge))
        .withMessageContaining(words)
        .withMessageContaining("the desk tries again");
  }
}
