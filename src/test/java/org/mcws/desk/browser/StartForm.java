package org.mcws.desk.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form by which a process is started, as Tasklist shows it. */
final class StartForm {

  private final Page page;
  private final Map<Locator, String> answers = new LinkedHashMap<>();

  StartForm(Page page) {
    this.page = page;
    assertThat(page.locator(".fjs-form")).isVisible();
  }

  StartForm answer(String group, String label, String value) {
    return answer(
        page.getByRole(AriaRole.GROUP, new GetByRoleOptions().setName(group).setExact(true))
            .getByLabel(label)
            .first(),
        value);
  }

  /** Answers a question that stands in no group. */
  StartForm answer(String label, String value) {
    return answer(page.locator(".fjs-form").getByLabel(label).first(), value);
  }

  private StartForm answer(Locator input, String value) {
    answers.put(input, value);
    input.fill(value);
    // Leaving the field makes the form take the value.
    input.press("Tab");
    return this;
  }

  StartForm chooseLanguage(String language) {
    Locator search =
        page.getByRole(
                AriaRole.GROUP, new GetByRoleOptions().setName("Your community").setExact(true))
            .getByLabel("Languages");
    search.click();
    search.fill(language);
    page.locator(".fjs-dropdownlist-item")
        .filter(new Locator.FilterOptions().setHasText(language))
        .click();
    return this;
  }

  /** Chooses from a list that stands in a group. */
  StartForm choose(String group, String label, String option) {
    // What bears the label is hidden behind what looks like a list.
    Locator list =
        page.getByRole(AriaRole.GROUP, new GetByRoleOptions().setName(group).setExact(true))
            .locator(".fjs-form-field-select")
            .filter(new Locator.FilterOptions().setHasText(label))
            .locator(".fjs-input-group");
    Locator item =
        page.locator(".fjs-dropdownlist-item")
            .filter(new Locator.FilterOptions().setHasText(option));
    // It closes when the form is drawn anew, as after the answer before.
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> {
              if (!item.isVisible()) {
                list.click();
              }
              return item.isVisible();
            });
    item.click();
    return this;
  }

  StartForm check(String label) {
    page.getByLabel(label).check();
    return this;
  }

  /** Presses Start. The viewer may lose what is typed while it is still drawing: typed again. */
  void start() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              answers.forEach(
                  (input, value) -> {
                    if (input.inputValue().isEmpty()) {
                      input.fill(value);
                      input.press("Tab");
                    }
                  });
              return button().isEnabled()
                  && answers.keySet().stream().noneMatch(input -> input.inputValue().isEmpty());
            });
    button().click();
  }

  /** What Tasklist says after a start that was refused. */
  Locator refusal() {
    return page.locator(".modal-dialog [role=alert]:visible");
  }

  Locator dialog() {
    return page.locator(".modal-dialog");
  }

  private Locator button() {
    return page.locator(".modal-footer")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start").setExact(true));
  }
}
