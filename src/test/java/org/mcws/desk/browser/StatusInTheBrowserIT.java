package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.Notice;
import org.mcws.desk.status.Phase;
import org.mcws.desk.status.StatusStage;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Visitors look at the status page: at a desk, on a small phone, in the dark, without script. */
@BrowserTest
class StatusInTheBrowserIT {

  private static final int SMALL = 360;

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private BeanFactory desk;
  @Autowired private Clock clock;

  @Value("${server.port}")
  private int port;

  private StatusStage gulls;
  private String www;
  private String incident;

  @BeforeEach
  void aWeekWithTrouble() {
    Instant now = clock.instant();
    gulls = StatusStage.of(desk, "Community of Gulls");
    www = gulls.site("www");
    String wiki = gulls.site("wiki");
    String bot = gulls.service(ServiceKind.WORKER, "bot", null);
    String mail =
        gulls.service(
            ServiceKind.MAIL_DOMAIN,
            "mail",
            "a-name-that-is-long-enough-not-to-fit-on-a-phone." + gulls.slug() + ".example");
    for (String service : List.of(www, wiki, bot, mail)) {
      gulls.watched(service, now.minus(Duration.ofDays(60)));
    }
    for (int day = 3; day < 50; day += 9) {
      Instant began = now.minus(Duration.ofDays(day));
      gulls.down(wiki, began, began.plus(Duration.ofMinutes(20L * day)));
    }
    gulls.down(www, now.minus(Duration.ofMinutes(30)), null);
    incident =
        gulls.incident(
            "The website does not answer", Impact.CRITICAL, now.minus(Duration.ofMinutes(25)), www);
    gulls.board(
        board -> {
          board.tell(incident, Phase.INVESTIGATING, "We are looking for the cause.");
          board.tell(
              incident,
              Phase.IDENTIFIED,
              "A machine has died. We move the website to another one; that takes some minutes.");
          board.plan(
              "p-" + UUID.randomUUID(),
              new Notice("A new database", Impact.MAJOR, List.of(wiki), now),
              now.plus(Duration.ofDays(2)),
              now.plus(Duration.ofDays(2)).plus(Duration.ofHours(1)));
        });
  }

  @AfterEach
  void clear() {
    gulls.remove();
  }

  @Test
  void everybodyCanUseThePagesInLightAndDarkColoursAndOnASmallPhone() {
    for (int width : new int[] {1280, SMALL}) {
      BrowserContext visitor = CHROMIUM.someone(desk(), false);
      Page page = visitor.newPage();
      page.setViewportSize(width, 800);
      for (String path : pages()) {
        page.navigate(path);
        assertThat(page.locator("h1")).isVisible();
        checkWithScript(path, width);
        fits(page);
      }
    }
  }

  @Test
  void aVisitorFindsWhatIsWrongWithoutScript() {
    Page page = CHROMIUM.someone(desk(), false).newPage();
    page.navigate("/status");
    assertThat(page.locator("h1")).containsText("service");
    page.getByLabel("Find a community or a service").fill(gulls.slug());
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Find")).click();
    assertThat(page.locator("section.community")).hasCount(1);
    assertThat(page.locator("li.service").filter(hasText("www."))).containsText("Out of order");
    assertThat(page.locator("li.service").filter(hasText("bot"))).containsText("100 %");
    assertThat(
            page.getByRole(
                    AriaRole.IMG, new GetByRoleOptions().setName("Out of order on").setExact(false))
                .first())
        .isVisible();
    Pictures.take(page, "status");

    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("The website does not answer"))
        .click();
    assertThat(page.locator("ol.updates li")).hasCount(2);
    assertThat(page.locator("ol.updates li").first()).containsText("A machine has died.");
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Community of Gulls")).click();
    assertThat(page.locator("h1")).hasText("Community of Gulls");
    page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("History")).click();
    assertThat(page.locator("article")).not().hasCount(0);
  }

  @Test
  void aReaderSubscribesConfirmsAndEndsItWithoutScript() {
    BrowserContext ana = CHROMIUM.someone(desk(), false);
    String address = "ana@" + gulls.slug() + ".test";
    Page page = ana.newPage();
    page.navigate("/status/" + gulls.slug());
    page.getByRole(
            AriaRole.LINK,
            new GetByRoleOptions().setName("Get mails about all services of this community"))
        .click();
    page.getByLabel("Your mail address").fill(address);
    button(page, "Ask for the mails").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Please look into your mailbox");

    SandboxMails mails = new SandboxMails(ana);
    page.navigate(mails.link(address, "/status/subscriptions/confirm/"));
    assertThat(page.getByText("You get these mails")).hasCount(0);
    button(page, "Yes, send me these mails").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("You get these mails from now on");

    gulls.board(board -> board.tell(incident, Phase.RESOLVED, "It answers again."));
    page.navigate(mails.link(address, "/status/subscriptions/end/"));
    assertThat(page.getByText("You get mails about")).isVisible();
    Page looks = CHROMIUM.someone(desk()).newPage();
    looks.navigate(page.url());
    Accessibility.check(looks);
    button(page, "End all of them").click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("no mails any more");
  }

  /** The checks need script; the page has none of its own. */
  private void checkWithScript(String path, int width) {
    BrowserContext visitor = CHROMIUM.someone(desk());
    Page page = visitor.newPage();
    page.setViewportSize(width, 800);
    page.navigate(path);
    Accessibility.check(page);
    visitor.close();
  }

  private List<String> pages() {
    List<String> pages = new ArrayList<>();
    pages.add("/status");
    pages.add("/status?q=nothing-of-this-name");
    pages.add("/status/" + gulls.slug());
    pages.add("/status/incidents/" + incident);
    pages.add("/status/history");
    pages.add("/status/subscriptions/new?service=" + www);
    return pages;
  }

  private static void fits(Page page) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("what is wider than the window of %s", page.url())
        .isEqualTo(0);
  }

  private static FilterOptions hasText(String text) {
    return new FilterOptions().setHasText(text);
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
  }

  private String desk() {
    return "http://localhost:" + port;
  }
}
