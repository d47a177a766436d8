package org.mcws.desk.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The web apps as a person sees them, in a real browser. */
@DeskTest
class TasklistIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static Playwright playwright;
  private static Browser browser;

  @Autowired private Environment environment;
  @Autowired private TreeRequest trees;
  @Autowired private Door door;
  @Autowired private TaskService tasks;

  @BeforeAll
  static void browser() {
    boolean there = Files.isExecutable(CHROMIUM);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(there).as("apt-get install -y chromium").isTrue();
    }
    assumeTrue(there, "no Chromium here: apt-get install -y chromium");
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(CHROMIUM)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
  }

  @AfterAll
  static void end() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
  void noWebAppShowsTheMakersNotice(String app) {
    try (Page page = logIn(app, "admin", "admin")) {
      page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", app + ".png")));
      Locator notice = page.locator(".ce-eol-banner");
      notice.first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
      assertThat(notice.count()).as("the notice is there, but hidden").isPositive();
      assertThat(notice.first().isVisible()).isFalse();
    }
  }

  @Test
  void anOwnerFindsTheTaskClaimsItAndIsToldWhatIsWrong() {
    String slug = TreeRequest.slug();
    String owner = trees.newCommunity(slug);
    String instance =
        door.post(
                owner,
                "/engine-rest/process-definition/key/tree-request/start",
                TreeRequest.good(slug))
            .json()
            .path("id")
            .asText();
    String task = trees.taskOf(instance);
    try (Page page = logIn("tasklist", owner, TreeRequest.PASSWORD)) {
      page.locator("text=Tasks of my groups").first().click();
      page.locator("li.task:has-text('Plant the tree')").first().click();
      page.locator("text=Claim").first().click();
      page.locator(".fjs-form").waitFor();
      page.locator(".fjs-form input[type=checkbox]").check();
      // Another door has changed what the form shows: the server, not the browser, sees it.
      tasks.setVariable(task, "kind", "fruit");
      page.locator("button:has-text('Complete')").click();
      page.locator("text=cannot be changed here").first().waitFor();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target", "tasklist-refusal.png")));
      assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);

      tasks.setVariable(task, "kind", "oak");
      // The message lies over the button.
      page.locator("button:has-text('Complete')").dispatchEvent("click");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> tasks.createTaskQuery().taskId(task).count() == 0);
    }
  }

  private Page logIn(String app, String user, String password) {
    Page page = browser.newPage();
    page.setDefaultTimeout(60_000);
    page.navigate(
        "http://localhost:"
            + environment.getProperty("local.server.port")
            + "/camunda/app/"
            + app
            + "/default/");
    Locator form = page.locator("form[name='signinForm']");
    page.locator("input[ng-model='username']").fill(user);
    form.locator("input[ng-model='password']").fill(password);
    // The page shows its form before it listens to it; a person would press the button again.
    await()
        .atMost(Duration.ofMinutes(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(2))
        .pollInSameThread()
        .until(
            () -> {
              if (form.count() > 0) {
                page.evaluate("document.querySelector('button[type=submit]')?.click()");
                page.waitForTimeout(500);
              }
              return form.count() == 0;
            });
    return page;
  }
}
