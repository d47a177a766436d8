package org.mcws.desk.browser;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page on which a sandbox shows the mails that left it. */
final class SandboxMails {

  private static final Duration DELIVERY = Duration.ofMinutes(2);

  private static final Pattern CODE = Pattern.compile("Your code for that page: (\\w+)");

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

  /** The code beside that link, in the same mail. */
  String code(String recipient, String path) {
    String link = link(recipient, path);
    String text =
        mail(recipient)
            .filter(new Locator.FilterOptions().setHas(page.locator("a[href='" + link + "']")))
            .first()
            .innerText();
    Matcher code = CODE.matcher(text);
    if (!code.find()) {
      throw new AssertionError("no code in: " + text);
    }
    return code.group(1);
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
