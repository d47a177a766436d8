package org.mcws.desk.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.nio.file.Path;

/** The pictures of README and docs, taken anew when a test run is told so: -Ddesk.pictures=true. */
final class Pictures {

  private Pictures() {}

  static void take(Page page, String name) {
    if (Boolean.getBoolean("desk.pictures")) {
      page.screenshot(new ScreenshotOptions().setPath(Path.of("docs/pictures", name + ".png")));
    }
  }
}
