package org.mcws.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/** Whether a page can be used by people who see, hear or move differently, by axe-core's rules. */
final class Accessibility {

  private static final List<String> SERIOUS = List.of("serious", "critical");

  private Accessibility() {}

  static void check(Page page) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
      assertThat(new AxeBuilder(page).analyze().getViolations())
          .filteredOn(rule -> SERIOUS.contains(rule.getImpact()))
          .extracting(Rule::getId, Rule::getHelp, rule -> rule.getNodes().get(0).getHtml())
          .as("%s in %s colours", page.title(), scheme)
          .isEmpty();
    }
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
  }
}
