package org.mcws.desk.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;

/** The page on which a sandbox shows the mails that left it. */
final class SandboxMails {

  private static final Duration DELIVERY = Duration.ofMinutes(2);

  private final Page page;

  SandboxMails(BrowserContext person) {
    this.page = person.newPage();
  }

  /** Waits for the newest mail to this person with such a link. */
  String link(String recipient, String path) {
    Locator link = mail(recipient).locator("a[href*='" + path + "']").first();
    await().atMost(DELIVERY).until(() -> shows(link));
    return link.getAttribute("href");
  }

  void awaitMail(String recipient, String subject) {
    Locator mail = mail(recipient).filter(new Locator.FilterOptions().setHasText(subject)).first();
    await().atMost(DELIVERY).until(() -> shows(mail));
  }

  private Locator mail(String recipient) {
    return page.locator("article")
        .filter(new Locator.FilterOptions().setHasText("to " + recipient));
  }

  private boolean shows(Locator something) {
    page.navigate("/sandbox/mails");
    return something.count() > 0;
  }
}
