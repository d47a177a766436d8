package org.mcws.desk.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.platform.Installed;

/**
 * The machine's Chromium, one for a test class. What the pages of a failed test showed is kept in
 * {@code target/browser}.
 */
final class Chromium implements Installed, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final String MISSING =
      "There is no " + PROGRAM + " here. Install it: apt-get install -y chromium";

  /** A slow machine is no failure. */
  private static final int PATIENCE_MS = 60_000;

  private Playwright playwright;
  private Browser browser;

  @Override
  public boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  @Override
  public String missing() {
    return MISSING;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    requireInstalled();
    playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setTimeout(PATIENCE_MS)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-quic",
                            "--no-first-run")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
  }

  /** Another person's browser: no cookies, nothing remembered. */
  BrowserContext someone(String desk) {
    return someone(desk, true);
  }

  BrowserContext someone(String desk, boolean script) {
    return context(options(desk).setViewportSize(1280, 900).setJavaScriptEnabled(script));
  }

  /** The same on a phone. */
  BrowserContext someoneOnAPhone(String desk) {
    return context(
        options(desk)
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true)
            .setIsMobile(true));
  }

  private static NewContextOptions options(String desk) {
    return new NewContextOptions().setBaseURL(desk).setLocale("en-US").setTimezoneId("UTC");
  }

  private BrowserContext context(NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(PATIENCE_MS);
    return context;
  }

  @Override
  public void afterEach(ExtensionContext test) {
    int number = 0;
    for (BrowserContext context : List.copyOf(browser.contexts())) {
      for (Page page : context.pages()) {
        if (test.getExecutionException().isPresent()) {
          Path file =
              Path.of("target/browser", test.getRequiredTestMethod().getName() + number++ + ".png");
          page.screenshot(new ScreenshotOptions().setPath(file));
        }
      }
      context.close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (playwright != null) {
      playwright.close();
    }
  }
}
