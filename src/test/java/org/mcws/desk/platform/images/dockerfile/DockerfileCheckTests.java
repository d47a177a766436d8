package org.mcws.desk.platform.images.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.images.dockerfile.Finding.Level;

/** What an author hears about a Dockerfile before it is built. */
class DockerfileCheckTests {

  private static final DockerfileCheck CHECK =
      new DockerfileCheck(Set.of("registry.internal:5000"));
  private static final Expectations SITE =
      new Expectations(true, Optional.of(8080), Optional.empty());

  /** Nothing to say about it. */
  private static final String GOOD =
      """
      # syntax is not asked for
      ARG VERSION=12
      FROM debian:${VERSION}-slim AS build
      RUN apt-get update \\
        # a comment within

        && apt-get install -y gcc
      COPY . /src
      FROM debian:12-slim
      COPY --from=build --chown=1000:1000 /src/a "/a"
      ENV LANG=C.UTF-8 TOKEN_FILE=/run/secrets/token
      EXPOSE 8080/tcp
      USER 1000:1000
      HEALTHCHECK --interval=5s CMD ["/a", "--ping"]
      STOPSIGNAL SIGTERM
      ENTRYPOINT ["/a"]
      CMD ["--serve"]
      """;

  @Test
  void aGoodOneIsLeftInPeace() {
    assertThat(CHECK.check(GOOD, SITE).findings()).isEmpty();
    assertThat(CHECK.check(GOOD.replace("\n", "\r\n"), SITE).findings()).isEmpty();
    assertThat(CHECK.check("\uFEFF" + GOOD, SITE).findings()).isEmpty();
  }

  @Test
  void eachFindingSaysWhereAndWhatToDo() {
    assertThat(
            CHECK
                .check("FROM debian:12\nCMD [\"a\"]\nFORM alpine:3\n", Expectations.WORKER)
                .findings())
        .containsExactly(
            new Finding(
                3,
                Level.ERROR,
                "syntax",
                "There is no instruction FORM.",
                "Is it misspelt, or does the line before it lack its \\ at the end?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV PATH",
        "ENV A=b C",
        "LABEL x",
        "COPY a",
        "ADD a",
        "EXPOSE abc",
        "EXPOSE",
        "USER",
        "WORKDIR",
        "ARG",
        "RUN",
        "STOPSIGNAL TERM NOW",
        "SHELL sh -c",
        "HEALTHCHECK curl x",
        "HEALTHCHECK CMD",
        "ONBUILD FROM a:1",
        "FROM a:1 b",
        "FROM a:1 AS",
        "COPY --form=b a /",
        "HELLO",
        "COPY <<EOF /a\nno end"
      })
  void whatIsNotWholeIsAnErrorOnItsLine(String instruction) {
    assertThat(found("FROM a:1\nUSER 1\nCMD [\"a\"]\n" + instruction + "\n"))
        .contains("4 ERROR syntax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\n", "# a comment only\n", "RUN a\n", "ARG A=1\n"})
  void withoutFromThereIsNoImage(String text) {
    assertThat(found(text)).contains("1 ERROR syntax");
  }

  @Test
  void whatIsNoTextIsNoDockerfile() {
    assertThat(found("FROM a:1\n\u0000\u0001")).containsExactly("2 ERROR syntax");
    assertThat(found("FROM a:1\nRUN " + "x".repeat(70_000))).containsExactly("2 ERROR syntax");
    assertThat(found("#\n".repeat(DockerfileCheck.LONGEST))).containsExactly("1 ERROR syntax");
  }

  @Test
  void thereIsOneEscapeCharacter() {
    String rest = "FROM a:1\nUSER 1\nCMD [\"a\"]\n";
    assertThat(found("# escape=\\\n" + rest)).isEmpty();
    assertThat(found("# escape=`\n" + rest)).contains("1 ERROR syntax");
    assertThat(found(" # escape=`\n" + rest)).contains("1 ERROR syntax");
    assertThat(found("# a comment\n# escape=`\n" + rest)).isEmpty();
    assertThat(found("# escape=`\n# escape=`\n" + rest)).contains("2 ERROR syntax");
  }

  /** What engines read in different ways is checked in one of them and built in another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo \\\\\nADD x /y",
        "COPY --fr\"om\"=10.0.0.5:5000/secret /a /b",
        "COPY --chown=\"0 0\" --from=10.0.0.5:5000/secret /a /b",
        "COPY [\"a\\u0000b\", \"/x\"]",
        "COPY a\u00a0b /x",
        "RUN x\\\u2003",
      })
  void whatIsReadInDifferentWaysIsNotTaken(String text) {
    assertThat(found("FROM a:1\nUSER 1\nCMD [\"a\"]\n" + text + "\n")).contains("4 ERROR syntax");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ARG U=http://169.254.169.254/\nADD $U /x",
        "USER 1\nADD ${Q:-http://10.0.0.1/} /x",
        "USER 1\nADD Dockerfile\\ http://10.0.0.1/ /x/",
        "USER 1\nADD [\"http://10.0.0.1/\",\"/x\"] y",
        "USER 1\nADD \"http://10.0.0.1/\" /x",
        "USER 1\nADD git@a.example:b /x",
      })
  void nothingIsAddedFromAnAddressInDisguise(String text) {
    assertThat(found("FROM a:1\n" + text + "\nCMD [\"a\"]\n")).contains("3 ERROR addFromUrl");
  }

  @Test
  void whatIsBuiltIsWhatWasChecked() {
    PlainDockerfile plain =
        CHECK
            .check(
                "# a comment\nARG V=12\nARG IMAGE=debian:$V\nfrom --platform=linux/amd64 ${IMAGE} as one\n"
                    + "run a \\\n # within\n  && b\nFROM a.example/b:1\n"
                    + "copy --from=one --chown=1:1 [\"x y\", \"/z\"]\nCOPY --from=nginx:1.29 /a /b\n",
                Expectations.WORKER)
            .plain()
            .orElseThrow();
    assertThat(plain.text(image -> image.equals("nginx:1.29") ? "sha256:abc" : image))
        .isEqualTo(
            "ARG V=12\nARG IMAGE=debian:$V\nFROM debian:12 AS one\n"
                + "RUN a   && b\nFROM a.example/b:1\n"
                + "COPY --from=one --chown=1:1 [\"x y\", \"/z\"]\nCOPY --from=sha256:abc /a /b\n");
    assertThat(plain.images()).containsExactly("debian:12", "a.example/b:1", "nginx:1.29");
  }

  /** Ten lines of which each has the one before ten times. */
  @Test
  void variablesDoNotGrowBeyondAllMemory() {
    StringBuilder lines = new StringBuilder("ARG A0=0123456789\n");
    for (int i = 1; i <= 12; i++) {
      lines.append("ARG A").append(i).append('=').append(("$A" + (i - 1)).repeat(10)).append('\n');
    }
    assertThat(found(lines + "FROM $A12\nUSER 1\nCMD [\"a\"]\n"))
        .contains("5 ERROR tooLong", "14 ERROR baseImage");
    assertThat(found("FROM a:1\nUSER 1\nCMD [\"a\"]\n" + lines.toString().replace("ARG", "ENV")))
        .containsExactly("8 ERROR tooLong");
  }

  @Test
  void aStageMayBeCalledAsTheImageThatItIsMadeFrom() {
    PlainDockerfile plain =
        CHECK
            .check(
                "FROM node AS node\nRUN a\nFROM node\nUSER 1\nCMD [\"a\"]\n", Expectations.WORKER)
            .plain()
            .orElseThrow();
    assertThat(plain.images()).containsExactly("node");
    assertThat(plain.text(image -> "sha256:abc"))
        .isEqualTo("FROM sha256:abc AS node\nRUN a\nFROM node\nUSER 1\nCMD [\"a\"]\n");
  }

  @Test
  void thereAreNotTooManyStagesOrFindings() {
    assertThat(found("ARG A=a:1\n" + "FROM $A\nUSER 1\nCMD [\"a\"]\n".repeat(51)))
        .containsExactly("152 ERROR syntax");
    assertThat(found("FROM a:1\nUSER 1\nCMD [\"a\"]\n" + "x\n".repeat(1000))).hasSize(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COPY --from=biuld /a /a | 4 ERROR unknownStage",
        "COPY --from=1 /a /a | 4 ERROR unknownStage",
        "COPY --from=last /a /a | 4 ERROR unknownStage",
        "COPY --from=later /a /a | 4 ERROR unknownStage",
        "COPY --from=0 /a /a | ",
        "COPY --from=FIRST /a /a | ",
        "COPY --from=nginx:1.29 /a /a | ",
        "COPY --from=3fa /a /a | 4 ERROR unknownStage",
        "COPY --from=_a /a /a | 4 ERROR unknownStage",
        "COPY --from=$X /a /a | 4 ERROR baseImage",
        "COPY --from=ghcr.io/a/b /a /a | 4 WARNING latest",
      })
  void copyingFromAStageNeedsTheStage(String copy, String finding) {
    assertThat(
            found(
                "FROM a:1 AS first\nRUN a\nFROM b:1 AS last\n"
                    + copy
                    + "\nUSER 1\nCMD [\"a\"]\nFROM last as later\n"))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @Test
  void theWantedStageMustBeThereAndHaveANameOfItsOwn() {
    String two = "FROM a:1 AS one\nUSER 1\nCMD a\nFROM b:1 AS two\n";
    assertThat(found(two, new Expectations(false, Optional.empty(), Optional.of("three"))))
        .containsExactly("4 ERROR unknownStage");
    assertThat(found(two, new Expectations(false, Optional.empty(), Optional.of("ONE"))))
        .containsExactly("3 WARNING signals");
    assertThat(found("FROM a:1 AS one\nFROM one AS One\nUSER 1\nCMD [\"a\"]\n"))
        .containsExactly("2 ERROR unknownStage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "debian | 1 WARNING latest",
        "debian:latest | 1 WARNING latest",
        "debian:12 | ",
        "debian@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 | ",
        "Debian:12 | 1 ERROR baseImage",
        "debian:$VERSION | 1 ERROR baseImage",
        "debian:${VERSION:-12} | ",
        "${VERSION:-10.0.0.5:5000/}debian:12 | 1 ERROR privateRegistry",
        "Registry/debian:12 | 1 ERROR baseImage",
        "10.0.0.5:5000/secret:1 | 1 ERROR privateRegistry",
        "localhost/secret:1 | 1 ERROR privateRegistry",
        "registry.internal:5000/base:1 | ",
      })
  void whatItIsMadeFromIsNamedAndPublic(String image, String finding) {
    assertThat(found("FROM " + image + "\nUSER 1\nCMD [\"a\"]\n"))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "# syntax=docker/dockerfile:1 | FROM a:1 | 1 WARNING buildKit",
        "FROM a:1 | RUN --mount=type=cache,target=/a b | 2 ERROR buildKit",
        "FROM a:1 | COPY --chmod=755 a / | 2 ERROR buildKit",
        "FROM a:1 | ADD https://example.org/a.sh /a.sh | 2 ERROR addFromUrl",
        "FROM a:1 | ADD --chown=1 [\"http://10.0.0.1/a\", \"/a\"] | 2 ERROR addFromUrl",
        "FROM a:1 | ADD git@example.org:a/b.git /a | 2 ERROR addFromUrl",
        "FROM a:1 | ADD --chown=1:1 a.tar /a | ",
        "FROM a:1 | ADD Gemfile* $APP_HOME/ | ",
        "FROM a:1 | ADD . ${APP_HOME} | ",
        "FROM a:1 | RUN sed -i 's/<<VERSION>>/1/' f | ",
        "FROM --platform=$BUILDPLATFORM a:1 | RUN a | 1 WARNING platform",
        "FROM a:1 | ADD [\"a b.tar\", \"/a\"] | 2 ERROR addFromUrl",
      })
  void nothingIsAskedOfTheBuilderThatItDoesNotDo(String first, String second, String finding) {
    assertThat(found(first + "\n" + second + "\nFROM a:1\nUSER 1\nCMD [\"a\"]\n"))
        .isEqualTo(finding == null ? List.of() : List.of(finding));
  }

  @Test
  void hereDocumentsAreReadThroughAndRefused() {
    assertThat(
            found(
                "FROM a:1\nRUN <<EOF\nFORM x\nEOF\nCOPY <<-A <<\"B\" /b/\nx\n\tA\ny\nB\nUSER 1\n"
                    + "CMD [\"a\"]\nRUN cat <<< x\n"))
        .containsExactly("2 ERROR buildKit", "5 ERROR buildKit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV DB_PASSWORD=hunter2",
        "ENV DB_PASSWORD hunter2",
        "ENV A=b API_KEY=\"hunter 2\"",
        "ARG TOKEN=hunter2",
        "LABEL secret=hunter2",
        "RUN curl -H 'PRIVATE-TOKEN: glpat-hunter2hunter2hunter2'",
        "CMD [\"bot\", \"123456789:AAAhunter2hunter2hunter2hunter2-abc\"]",
        "RUN git clone https://me:hunter2@example.org/a",
        "RUN echo '-----BEGIN RSA PRIVATE KEY-----' > hunter2",
      })
  void secretsStopTheBuildAndAreNotRepeated(String line) {
    List<Finding> found =
        CHECK.check("FROM a:1\nUSER 1\n" + line + "\n", Expectations.WORKER).findings();
    assertThat(found)
        .filteredOn(finding -> finding.rule().equals("secret"))
        .extracting(Finding::line, Finding::level)
        .containsExactly(tuple(3, Level.ERROR));
    assertThat(found.toString()).doesNotContain("hunter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ENV PASSWORD_FILE=/run/secrets/db",
        "ENV TOKEN=$OTHER",
        "ENV TOKENIZERS_PARALLELISM=false",
        "ENV MYSQL_ALLOW_EMPTY_PASSWORD=yes",
        "ENV PASSWORD=",
        "ENV TOKEN_URL=https://example.org",
        "RUN git clone https://example.org/a:b",
      })
  void whatOnlyLeadsToASecretIsNone(String line) {
    assertThat(found("FROM a:1\nUSER 1\n" + line + "\nCMD [\"a\"]\n")).isEmpty();
  }

  @Test
  void aSecretForTheBuildIsWarnedOf() {
    assertThat(found("FROM a:1\nARG NPM_TOKEN\nUSER 1\nCMD [\"a\"]\n"))
        .containsExactly("2 WARNING secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "USER 1 | CMD a b | 3 WARNING signals",
        "USER 1 | CMD [\"/bin/sh\", \"-c\", \"a b\"] | 3 WARNING signals",
        "USER 1 | ENTRYPOINT exec a | ",
        "USER 1 | CMD [\"sh\", \"-c\", \"exec a\"] | ",
        "USER 1 | CMD [\"sh\", \"/a.sh\"] | ",
        "USER 1 | CMD ['a'] | 3 WARNING brokenJson; 3 WARNING signals",
        "USER root | CMD [\"a\"] | 2 WARNING root",
        "USER 0:0 | CMD [\"a\"] | 2 WARNING root",
        "RUN b | CMD [\"a\"] | 1 WARNING root",
        "USER 1 | RUN b | 1 WARNING noCommand",
        "USER 1 | VOLUME /data | 1 WARNING noCommand; 3 WARNING volume",
        "VOLUME /data | RUN b | 1 WARNING root; 1 WARNING noCommand; 2 WARNING volume",
        "USER 1 | ONBUILD RUN b | 1 WARNING noCommand; 3 ERROR onBuild",
        "MAINTAINER a | USER 1 | 1 WARNING noCommand; 2 WARNING deprecated",
      })
  void whatItDoesWhenItRunsIsWarnedOf(String first, String second, String findings) {
    assertThat(String.join("; ", found("FROM a:1\n" + first + "\n" + second + "\n")))
        .isEqualTo(findings == null ? "" : findings);
  }

  @Test
  void fromScratchSomethingMustRun() {
    assertThat(found("FROM scratch\nCOPY a /a\nUSER 1\n")).containsExactly("1 ERROR noCommand");
  }

  @Test
  void onlyTheLastOfSeveralCounts() {
    assertThat(
            found("FROM a:1\nUSER 1\nCMD [\"a\"]\nCMD [\"b\"]\nENTRYPOINT b\nENTRYPOINT [\"c\"]"))
        .containsExactly("3 WARNING repeated", "5 WARNING repeated");
    assertThat(found("FROM a:1\nUSER 1\nENTRYPOINT exec a\nCMD [\"b\"]"))
        .containsExactly("4 WARNING ignoredCommand");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EXPOSE 8080 | ",
        "EXPOSE 8000-9000/tcp | ",
        "EXPOSE $PORT | ",
        "EXPOSE abc/$PORT | ",
        "EXPOSE 80 | 1 WARNING noPort",
        "RUN a | 1 WARNING noPort",
      })
  void aSiteSaysWhereItListens(String line, String finding) {
    String text = "FROM a:1\n" + line + "\nUSER 1\nCMD [\"a\"]\n";
    assertThat(found(text, SITE)).isEqualTo(finding == null ? List.of() : List.of(finding));
    assertThat(found(text)).isEmpty();
  }

  /** What a stage that it is made from says counts, too. */
  @Test
  void stagesInherit() {
    assertThat(
            found("FROM a:1 AS base\nUSER 1\nEXPOSE 8080\nCMD [\"a\"]\nFROM base\nRUN b\n", SITE))
        .isEmpty();
  }

  private static List<String> found(String text) {
    return found(text, Expectations.WORKER);
  }

  private static List<String> found(String text, Expectations wanted) {
    return CHECK.check(text, wanted).findings().stream()
        .map(finding -> finding.line() + " " + finding.level() + " " + finding.rule())
        .toList();
  }
}
