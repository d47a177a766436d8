package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.engine.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** What an owner finds in Tasklist: what is theirs. */
@BrowserTest
class TasklistOfAnOwnerIT {

  private static final String CONFIRM = "Confirm ownership";
  private static final String PASSWORD = "Tall-Horse-99";

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;
  @Autowired private People people;

  @Value("${server.port}")
  private int port;

  @Test
  void anOwnerWhomAnotherCommunityNamesSeesThatTaskAndNoStrangersTask() {
    people.addCommunity("gulls", "Community gulls");
    people.addAccount("one@birds.test", "One");
    people.setPassword("one@birds.test", PASSWORD);
    people.addOwner("gulls", "one@birds.test");
    RequestByRest.send(http, "birds");
    RequestByRest.send(http, "trees");
    String treesTask = taskOf("one@trees.test");
    taskOf("one@birds.test");

    Tasklist tasklist =
        Tasklist.login(CHROMIUM.someone("http://localhost:" + port), "one@birds.test", PASSWORD);
    Locator form = tasklist.open(CONFIRM);
    assertThat(form).containsText("Will you be an owner of Community birds?");
    assertThat(tasklist.task(CONFIRM)).hasCount(1);
    form.getByLabel("Yes, I will be an owner").check();
    tasklist.complete(CONFIRM);
    tasklist.showTasksOfMyGroups();
    assertThat(tasklist.page().getByText("No task matching filters found")).isVisible();

    tasklist.page().navigate("/camunda/app/tasklist/default/?other#/?task=" + treesTask);
    assertThat(tasklist.page().getByText("Start process")).isVisible();
    assertThat(tasklist.page().getByText("Community trees")).hasCount(0);
    assertThat(tasklist.page().getByText("Select a task in the list").first()).isVisible();
  }

  private String taskOf(String owner) {
    String tasks = "/engine-rest/task?maxResults=1&assignee=" + owner;
    await().atMost(Duration.ofMinutes(1)).until(() -> !asOps(tasks).isEmpty());
    return asOps(tasks).path(0).path("id").asText();
  }

  private JsonNode asOps(String path) {
    return http.withBasicAuth("ops", "ops").getForObject(path, JsonNode.class);
  }
}
