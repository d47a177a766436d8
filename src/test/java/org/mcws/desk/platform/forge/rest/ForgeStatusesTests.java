package org.mcws.desk.platform.forge.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.StrangeServer;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatus.State;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;
import org.mcws.desk.platform.forge.rest.ForgeServer.Heard;

/** What forges are told of commits, and which forges. */
class ForgeStatusesTests {

  private static final String CONTEXT = "mcws-desk/production";
  private static final String LINK = "https://desk.example.org/builds/7";
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final CarefulHttp http = new CarefulHttp(TIMEOUTS, ForgeConfiguration.LONGEST_ANSWER);
  private final ForgeStatuses statuses = statuses("127.0.0.1");

  @AfterEach
  void close() {
    http.close();
  }

  private ForgeStatuses statuses(String... knownHosts) {
    return new ForgeStatuses(http, new RepositoryAddresses(List.of(knownHosts)));
  }

  private static CommitStatus status(State state, String description, String link) {
    return new CommitStatus(ForgeServer.COMMIT, state, CONTEXT, description, link);
  }

  private static CommitStatus status(State state) {
    return status(state, "The new version runs", LINK);
  }

  private static ForgeAccess access(ForgeKind kind, String repository) {
    return new ForgeAccess(kind, repository, ForgeServer.TOKEN);
  }

  private String told(ForgeKind kind, CommitStatus status) {
    try (ForgeServer forge = new ForgeServer(kind)) {
      statuses.tell(forge.access(), status);
      return forge.heard().get(0).body();
    }
  }

  @Test
  void gitHubIsToldAsItsDocumentationSays() {
    try (ForgeServer forge = new ForgeServer(ForgeKind.GITHUB)) {
      statuses.tell(forge.access(), status(State.SUCCESS));
      Heard heard = forge.heard().get(0);
      assertThat(heard.line())
          .isEqualTo("POST /api/v3/repos/hispano/site/statuses/" + ForgeServer.COMMIT);
      assertThat(heard.headers().get("Authorization"))
          .containsExactly("Bearer " + ForgeServer.TOKEN);
      assertThat(heard.headers().get("Accept")).containsExactly("application/vnd.github+json");
      assertThat(heard.headers().get("X-GitHub-Api-Version")).containsExactly("2022-11-28");
      assertThat(heard.headers().getFirst("Content-Type")).startsWith("application/json");
      assertThat(heard.headers().getFirst("User-Agent")).isEqualTo("mcws-desk");
      assertThat(heard.body())
          .isEqualTo(
              "{\"state\":\"success\",\"context\":\"mcws-desk/production\","
                  + "\"description\":\"The new version runs\",\"target_url\":\""
                  + LINK
                  + "\"}");
    }
  }

  @Test
  void gitLabIsToldAsItsDocumentationSays() {
    try (ForgeServer forge = new ForgeServer(ForgeKind.GITLAB)) {
      statuses.tell(forge.access(), status(State.FAILURE));
      Heard heard = forge.heard().get(0);
      assertThat(heard.line())
          .isEqualTo("POST /api/v4/projects/hispano%2Fweb%2Fsite/statuses/" + ForgeServer.COMMIT);
      assertThat(heard.headers().get("PRIVATE-TOKEN")).containsExactly(ForgeServer.TOKEN);
      assertThat(heard.headers()).doesNotContainKey("Authorization");
      assertThat(heard.headers().getFirst("Content-Type")).startsWith("application/json");
      assertThat(heard.body())
          .isEqualTo(
              "{\"state\":\"failed\",\"name\":\"mcws-desk/production\","
                  + "\"description\":\"The new version runs\",\"target_url\":\""
                  + LINK
                  + "\"}");
    }
  }

  @Test
  void giteaIsToldAsItsDocumentationSays() {
    try (ForgeServer forge = new ForgeServer(ForgeKind.GITEA)) {
      statuses.tell(forge.access(), status(State.RUNNING));
      Heard heard = forge.heard().get(0);
      assertThat(heard.line())
          .isEqualTo("POST /api/v1/repos/hispano/site/statuses/" + ForgeServer.COMMIT);
      assertThat(heard.headers().get("Authorization"))
          .containsExactly("token " + ForgeServer.TOKEN);
      assertThat(heard.headers().getFirst("Content-Type")).startsWith("application/json");
      assertThat(heard.body())
          .isEqualTo(
              "{\"state\":\"pending\",\"context\":\"mcws-desk/production\","
                  + "\"description\":\"The new version runs\",\"target_url\":\""
                  + LINK
                  + "\"}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB, pending, pending, success, failure",
    "GITLAB, pending, running, success, failed",
    "GITEA, pending, pending, success, failure"
  })
  void whatIsToldAgainIsShownAsBefore(
      ForgeKind kind, String pending, String running, String success, String failure) {
    try (ForgeServer forge = new ForgeServer(kind)) {
      Map<State, String> words =
          Map.of(
              State.PENDING, pending,
              State.RUNNING, running,
              State.SUCCESS, success,
              State.FAILURE, failure);
      for (State end : List.of(State.FAILURE, State.SUCCESS)) {
        for (State state : List.of(State.PENDING, State.RUNNING, end)) {
          statuses.tell(forge.access(), status(state));
          assertThat(forge.shown()).isEqualTo(Map.of(CONTEXT, words.get(state)));
          statuses.tell(forge.access(), status(state));
          assertThat(forge.shown()).isEqualTo(Map.of(CONTEXT, words.get(state)));
        }
      }
    }
  }

  @Test
  void whatRunsOnGitLabDoesNotGoBackToWaiting() {
    try (ForgeServer forge = new ForgeServer(ForgeKind.GITLAB)) {
      statuses.tell(forge.access(), status(State.RUNNING));
      statuses.tell(forge.access(), status(State.PENDING));
      assertThat(forge.shown()).isEqualTo(Map.of(CONTEXT, "running"));
    }
  }

  @ParameterizedTest
  @CsvSource({"GITHUB, 140", "GITLAB, 255", "GITEA, 255"})
  void aDescriptionIsCutToWhatTheForgeTakes(ForgeKind kind, int longest) {
    String fits = "😀".repeat(longest);
    assertThat(told(kind, status(State.SUCCESS, "x".repeat(longest), "")))
        .contains("\"" + "x".repeat(longest) + "\"");
    assertThat(told(kind, status(State.SUCCESS, "x".repeat(longest + 1), "")))
        .contains("\"" + "x".repeat(longest - 1) + "…\"");
    if (kind != ForgeKind.GITLAB) {
      assertThat(told(kind, status(State.SUCCESS, fits + "😀", "")))
          .contains("\"" + "😀".repeat(longest - 1) + "…\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "javascript:alert(1)",
        "ftp://desk.example.org/",
        "/builds/7",
        "https:builds",
        "no address"
      })
  void aLinkThatNoBrowserOpensIsLeftOut(String link) {
    for (ForgeKind kind : ForgeKind.values()) {
      assertThat(told(kind, status(State.SUCCESS, "done", link)))
          .contains("\"description\":\"done\"}");
    }
  }

  @Test
  void aLinkThatGitLabRefusesForItsLengthIsLeftOut() {
    String link = LINK + "?" + "x".repeat(300);
    assertThat(told(ForgeKind.GITLAB, status(State.SUCCESS, "done", link)))
        .doesNotContain("target_url");
    assertThat(told(ForgeKind.GITHUB, status(State.SUCCESS, "done", link))).contains(link);
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB, https://github.com/hispano/site.git, https://api.github.com/repos/hispano/site",
    "GITHUB, https://GitHub.com/hispano/site, https://api.github.com/repos/hispano/site",
    "GITHUB, https://git.example.org/h/a.b.git, https://git.example.org/api/v3/repos/h/a.b",
    "GITLAB, https://gitlab.com/h/site.git/, https://gitlab.com/api/v4/projects/h%2Fsite",
    "GITLAB, https://a.test:8443/a/b/c/d.git, https://a.test:8443/api/v4/projects/a%2Fb%2Fc%2Fd",
    "GITEA, https://codeberg.org/h/site.git, https://codeberg.org/api/v1/repos/h/site",
    "GITEA, https://a.test:3000/h/_-.x, https://a.test:3000/api/v1/repos/h/_-.x"
  })
  void theInterfaceIsFoundByTheRepository(ForgeKind kind, URI repository, String api) {
    ForgeProtocol protocol =
        switch (kind) {
          case GITHUB -> new GitHub();
          case GITLAB -> new GitLab();
          case GITEA -> new Gitea();
        };
    assertThat(statuses.objection(access(kind, repository.toString()))).isEmpty();
    assertThat(protocol.address(repository, RepositoryPath.of(repository).orElseThrow(), "abc"))
        .hasToString(api + "/statuses/abc");
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB, git@github.com:hispano/site.git, is no address",
    "GITHUB, ssh://github.com/hispano/site.git, is not reached by https",
    "GITHUB, http://github.com/hispano/site.git, is not reached by https",
    "GITEA, http://10.0.0.1/hispano/site.git, is not reached by https",
    "GITHUB, https://me:secret@github.com/hispano/site.git, has a user or password",
    "GITHUB, https://github.com/hispano/site.git?a=b, has more than",
    "GITHUB, https://github.com, is no repository's address on GitHub",
    "GITHUB, https://github.com/hispano, is no repository's address on GitHub",
    "GITHUB, https://github.com/hispano/site/tree/main, is no repository's address on GitHub",
    "GITEA, https://codeberg.org/a/b/c.git, is no repository's address on Gitea",
    "GITLAB, https://gitlab.com/hispano.git, is no repository's address on GitLab",
    "GITLAB, https://gitlab.com/a/../b.git, is no repository's address on GitLab",
    "GITLAB, https://gitlab.com/a//b.git, is no repository's address on GitLab",
    "GITLAB, https://gitlab.com/a/%2e%2e/b.git, is no repository's address on GitLab"
  })
  void whatIsNoRepositoryIsObjectedTo(ForgeKind kind, String repository, String words) {
    ForgeAccess access = access(kind, repository);
    assertThat(statuses.objection(access)).get().asString().startsWith(words);
    assertRefused(access, words);
  }

  @ParameterizedTest
  @CsvSource({
    "GITHUB, '', comes without a token: make one on the forge that has \"Commit statuses: write\"",
    "GITLAB, '', comes without a token: make one on the forge that has the scope api",
    "GITEA, '', comes without a token: make one on the forge that has the scope write:repository",
    "GITHUB, 'two words', comes with a token that has blanks",
    "GITHUB, 'geheimnisvoll ', comes with a token that has blanks",
    "GITHUB, 'schlüssel', comes with a token that has blanks"
  })
  void aTokenThatIsNoneIsObjectedTo(ForgeKind kind, String token, String words) {
    ForgeAccess access = new ForgeAccess(kind, "https://git.example.org/hispano/site.git", token);
    assertThat(statuses.objection(access)).get().asString().startsWith(words);
    if (!token.isEmpty()) {
      assertThat(statuses.objection(access)).get().asString().doesNotContain(token);
    }
    ForgeAccess injecting =
        new ForgeAccess(kind, "https://git.example.org/hispano/site.git", "a\r\nHost: b");
    assertThat(statuses.objection(injecting)).isPresent();
  }

  @Test
  void anAccessDoesNotSayItsToken() {
    assertThat(access(ForgeKind.GITEA, "https://codeberg.org/hispano/site.git").toString())
        .contains("codeberg.org")
        .doesNotContain(ForgeServer.TOKEN);
  }

  /** A link-local address has the credentials of clouds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "localhost",
        "169.254.169.254",
        "10.1.2.3",
        "192.168.0.1",
        "[::1]",
        "0.0.0.0",
        "2130706433"
      })
  void aPrivateAddressThatOpsHaveNotNamedIsNotTold(String host) {
    try (StrangeServer inside = StrangeServer.with((visitor, server) -> {})) {
      for (ForgeKind kind : ForgeKind.values()) {
        assertThatExceptionOfType(PlatformRefusal.class)
            .isThrownBy(
                () ->
                    statuses("git.example.org")
                        .tell(
                            access(kind, "https://" + host + ":" + inside.port() + "/a/b.git"),
                            status(State.SUCCESS)))
            .withMessageContaining("private address")
            .withMessageContaining("desk.sources.known-hosts");
      }
      assertThat(inside.visitors()).isZero();
    }
  }

  @Test
  void opsMayNameOnePortOfAHost() {
    try (ForgeServer named = new ForgeServer(ForgeKind.GITEA);
        ForgeServer other = new ForgeServer(ForgeKind.GITEA)) {
      ForgeStatuses one = statuses("127.0.0.1:" + named.address().getPort());
      one.tell(named.access(), status(State.SUCCESS));
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> one.tell(other.access(), status(State.SUCCESS)));
      assertThat(named.heard()).hasSize(1);
      assertThat(other.heard()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(ForgeKind.class)
  void aWrongTokenIsRefused(ForgeKind kind) {
    try (ForgeServer forge = new ForgeServer(kind)) {
      ForgeAccess wrong = new ForgeAccess(kind, forge.access().repository(), "wrong-token");
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> statuses.tell(wrong, status(State.SUCCESS)))
          .withMessageContaining("The token is wrong or has expired: make one that has")
          .satisfies(e -> assertThat(e.code()).isEqualTo("forgeRefused"))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-token"));
      assertThat(forge.shown()).isEmpty();
    }
  }

  @Test
  void aStatusIsOfAWholeCommitAndOfSomething() {
    for (String commit : List.of("", "6dcb09b", "main", "../" + ForgeServer.COMMIT)) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new CommitStatus(commit, State.SUCCESS, CONTEXT, "", ""));
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new CommitStatus(ForgeServer.COMMIT, State.SUCCESS, " ", "", ""));
  }

  private void assertRefused(ForgeAccess access, String words) {
    assertThatExceptionOfType(PlatformRefusal.class)
        .isThrownBy(() -> statuses.tell(access, status(State.SUCCESS)))
        .withMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("forgeRefused"));
  }
}
