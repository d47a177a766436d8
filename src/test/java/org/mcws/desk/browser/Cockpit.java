package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;

/** Cockpit, as one of Community Ops works with it. */
record Cockpit(Page page) {

  static Cockpit login(BrowserContext person, String name) {
    return new Cockpit(WebApp.login(person, "cockpit", name, name));
  }

  /** Goes from the first page to the process's running instance with this business key. */
  void open(String process, String businessKey) {
    link("Processes").click();
    link(process).click();
    page.locator("tr")
        .filter(new Locator.FilterOptions().setHasText(businessKey))
        .locator("a[href*='process-instance']")
        .first()
        .click();
  }

  /** The list of incidents, once the diagram shows where they are. */
  Locator incidents() {
    page.locator(".nav-tabs").getByText("Incidents").click();
    assertThat(page.locator(".djs-overlay .badge-important:visible").first()).isInViewport();
    return page.locator("table.incidents-tab tbody tr");
  }

  void retry(Locator incident) {
    incident.locator(".btn:has(.glyphicon-repeat):visible").click();
    Locator dialog = page.locator(".modal-dialog");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Retry").setExact(true))
        .click();
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("OK").setExact(true))
        .click();
    assertThat(dialog).hasCount(0);
  }

  private Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName(name).setExact(true))
        .first();
  }
}
