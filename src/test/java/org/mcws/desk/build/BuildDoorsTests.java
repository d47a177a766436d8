package org.mcws.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.DeskTest;
import org.mcws.desk.engine.Door;
import org.springframework.beans.factory.annotation.Autowired;

/** What people who write a Dockerfile can ask the desk for. */
@DeskTest
class BuildDoorsTests {

  @Autowired private Door door;

  @Test
  void aDockerfileIsExplained() {
    JsonNode report =
        door.post(
                "ops",
                "/api/dockerfile-checks",
                "{\"kind\": \"site\", \"port\": 80, \"dockerfile\": \"FROM debian:12\\nRUN\\n\"}")
            .json();
    assertThat(report.path("buildable").asBoolean()).isFalse();
    assertThat(report.path("findings").path(0).toString())
        .isEqualTo(
            "{\"line\":2,\"level\":\"ERROR\",\"rule\":\"syntax\",\"message\":\"RUN lacks something,"
                + " or has too much.\",\"remedy\":\"Write RUN <command>.\"}");
  }

  @Test
  void whatIsWrongWithTheQuestionIsNamed() {
    Door.Answer answer = door.post("ops", "/api/dockerfile-checks", "{\"port\": 0}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("/dockerfile", "/port", "use 1 to 65535");
    assertThat(door.post(null, "/api/dockerfile-checks", "{}").status()).isEqualTo(401);
  }

  @Test
  void startersAreShownAndGivenAway() throws IOException, InterruptedException {
    JsonNode starters = door.get("ops", "/api/starters").json();
    assertThat(starters.findValuesAsText("id"))
        .containsExactly(
            "bash-script",
            "scheduled-script",
            "static-site",
            "telegram-bot-node",
            "telegram-bot-python");
    assertThat(door.get("ops", "/api/starters/nothing").status()).isEqualTo(404);
    HttpResponse<byte[]> zip =
        HttpClient.newHttpClient()
            .send(
                door.request("/api/starters/static-site/files")
                    .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString("ops:ops".getBytes()))
                    .build(),
                BodyHandlers.ofByteArray());
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    assertThat(names).containsExactly("Dockerfile", "pages/index.html");
  }
}
