package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** The desk's own pages: for everybody, without script, and safe to look at. */
@BrowserTest
class OwnPagesIT {

  @RegisterExtension static final Chromium CHROMIUM = new Chromium();

  @Autowired private TestRestTemplate http;

  @Value("${server.port}")
  private int port;

  @Test
  void everybodyCanUseThePagesInLightAndDarkColours() {
    RequestByRest.send(http, "lakes");
    BrowserContext person = CHROMIUM.someone(desk());
    String ownership = new SandboxMails(person).link("one@lakes.test", "/links/ownership/");
    Page page = person.newPage();
    for (String path :
        new String[] {"/", "/sandbox/mails", ownership, "/links/ownership/nonsense", "/nowhere"}) {
      page.navigate(path);
      assertThat(page.locator("h1")).isVisible();
      Accessibility.check(page);
    }
    page.navigate(ownership);
    send(page);
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    Accessibility.check(page);
    page.getByLabel("Yes").check();
    send(page);
    assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
    Accessibility.check(page);

    page.navigate(new SandboxMails(person).link("one@lakes.test", "/links/password/"));
    Accessibility.check(page);
  }

  @Test
  void aLinkWorksWithoutScriptAndLookingAtItDecidesNothing() {
    RequestByRest.send(http, "hills");
    BrowserContext person = CHROMIUM.someone(desk(), false);
    SandboxMails mails = new SandboxMails(person);
    String ownership = mails.link("one@hills.test", "/links/ownership/");
    assertThat(person.request().head(ownership).status()).isEqualTo(200);
    assertThat(person.request().get(ownership + "?willing=no").status()).isEqualTo(200);

    Page page = person.newPage();
    page.navigate(ownership);
    assertThat(page.getByLabel("Yes")).not().isChecked();
    page.getByLabel("Yes").check();
    send(page);
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("You are an owner");

    String password = mails.link("one@hills.test", "/links/password/");
    assertThat(person.request().head(password).status()).isEqualTo(200);
    assertThat(person.request().get(password + "?password=Tall-Horse-98").status()).isEqualTo(200);
    page.navigate(password);
    page.getByLabel("New password").fill("Tall-Horse-99");
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is set");
    page.navigate(password);
    assertThat(page.locator("h1")).hasText("There is nothing here");
  }

  private String desk() {
    return "http://localhost:" + port;
  }

  private static void send(Page page) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Send")).click();
  }
}
