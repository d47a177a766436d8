package org.mcws.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;

/** What Tasklist and Cockpit have in common. */
final class WebApp {

  private WebApp() {}

  /**
   * Opens one of them and logs in.
   *
   * @param app {@code tasklist} or {@code cockpit}
   */
  static Page login(BrowserContext person, String app, String name, String password) {
    Page page = person.newPage();
    page.navigate("/camunda/app/" + app + "/default/");
    // Before it is at rest the page may still empty the fields.
    page.waitForLoadState(LoadState.NETWORKIDLE);
    page.getByPlaceholder("Username").fill(name);
    page.getByPlaceholder("Password").fill(password);
    Response answer =
        page.waitForResponse(
            response -> response.url().contains("/login/" + app),
            () ->
                page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Log in")).click());
    assertThat(answer.status()).as("login of %s", name).isEqualTo(200);
    return page;
  }
}
