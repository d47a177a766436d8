package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.GetByTextOptions;
import com.microsoft.playwright.options.AriaRole;

/** Tasklist, as a person who is logged in works with it. */
record Tasklist(Page page) {

  static Tasklist login(BrowserContext person, String name, String password) {
    Page page = WebApp.login(person, "tasklist", name, password);
    Tasklist tasklist = new Tasklist(page);
    assertThat(page.getByText("Start process")).isVisible();
    assertThat(tasklist.filter("My tasks")).isVisible();
    return tasklist;
  }

  private Locator filter(String name) {
    return page.getByText(name).first();
  }

  void showTasksOfMyGroups() {
    filter("Tasks of my groups").click();
  }

  /** Opens the start form of the process of this name. */
  StartForm start(String process) {
    page.getByText("Start process").click();
    page.locator(".modal-dialog")
        .getByText(process, new Locator.GetByTextOptions().setExact(true))
        .click();
    return new StartForm(page);
  }

  Locator task(String name) {
    return page.locator("li.task").filter(new Locator.FilterOptions().setHasText(name));
  }

  /** Opens the task once it is in the list, which Tasklist refreshes by itself. */
  Locator open(String name) {
    task(name).click();
    Locator form = page.locator(".fjs-form");
    assertThat(form).isVisible();
    return form;
  }

  void claim() {
    page.getByText("Claim", new GetByTextOptions().setExact(true)).click();
    assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
  }

  /** Completes the open task. A claimed one has left the list of the group's tasks before. */
  void complete(String name) {
    page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Complete")).click();
    assertThat(page.locator(".fjs-form")).hasCount(0);
    assertThat(task(name)).hasCount(0);
  }
}
