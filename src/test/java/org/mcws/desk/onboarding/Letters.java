package org.mcws.desk.onboarding;

import static org.awaitility.Awaitility.await;

import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.Environment;

/** What the desk writes to people outside, read by IMAP as they would. */
public final class Letters {

  private static final String PASSWORD = "sandbox";
  private static final Pattern LINK = Pattern.compile("http://\\S+(/links/\\S+)");

  private final Environment settings;

  public Letters(Environment settings) {
    this.settings = settings;
  }

  public record Letter(String subject, String text) {

    /** The path of the personal link in it. */
    public String link() {
      Matcher link = LINK.matcher(text);
      if (!link.find()) {
        throw new AssertionError("no link in: " + text);
      }
      return link.group(1);
    }
  }

  /** Waits for the mail to this person whose subject has these words; the latest if several. */
  public Letter to(String person, String words) {
    List<Letter> found = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(15))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              found.clear();
              List<Letter> all = of(person);
              all.stream().filter(l -> l.subject().contains(words)).forEach(found::add);
              if (found.isEmpty()) {
                throw new AssertionError(
                    "nothing about '" + words + "' for " + person + ", only " + all);
              }
            });
    return found.get(found.size() - 1);
  }

  /** All mails that have reached this person. */
  public List<Letter> of(String person) {
    String[] imap = settings.getRequiredProperty("desk.mail.imap").split(":");
    return read(imap[0], Integer.parseInt(imap[1]), person, PASSWORD)
        .orElseThrow(() -> new AssertionError("no mail was ever sent to " + person));
  }

  /** The mails in a mailbox that the desk made, if this is its password. */
  Optional<List<Letter>> in(String mailbox, String password) {
    String[] imap = settings.getRequiredProperty("desk.mail.imap").split(":");
    return read(imap[0], Integer.parseInt(imap[1]), mailbox, password);
  }

  private static Optional<List<Letter>> read(
      String host, int port, String address, String password) {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(host, port, address, password);
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_ONLY);
        List<Letter> letters = new ArrayList<>();
        for (Message message : inbox.getMessages()) {
          letters.add(new Letter(message.getSubject(), message.getContent().toString()));
        }
        return Optional.of(letters);
      }
    } catch (jakarta.mail.AuthenticationFailedException e) {
      return Optional.empty();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
