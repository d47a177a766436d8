package org.mcws.desk.e2e;

import static org.awaitility.Awaitility.await;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mailbox as its owner's mail program sees it, by IMAP. */
record Mailbox(String imap, String address, String password) {

  /** What people read, and the Message-ID by which programs recognise a second copy. */
  record Mail(String id, String subject, String text, String language) {

    /** The first address in it that contains these characters. */
    String link(String part) {
      Matcher link = Pattern.compile("https?://\\S*" + Pattern.quote(part) + "\\S*").matcher(text);
      if (!link.find()) {
        throw new AssertionError("no link with " + part + " in: " + text);
      }
      return link.group();
    }
  }

  /** Waits for the mail that has such a link. */
  Mail awaitLink(String part) {
    return awaitMail(mail -> mail.text().contains(part));
  }

  Mail awaitSubject(String subject) {
    return awaitMail(mail -> mail.subject().equals(subject));
  }

  private Mail awaitMail(java.util.function.Predicate<Mail> wanted) {
    return await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> mails().stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  /** All mails in it; none if nothing was ever sent to an address outside. */
  List<Mail> mails() {
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      String[] server = imap.split(":");
      store.connect(server[0], Integer.parseInt(server[1]), address, password);
      try (Folder folder = store.getFolder("INBOX")) {
        folder.open(Folder.READ_ONLY);
        List<Mail> mails = new ArrayList<>();
        for (Message message : folder.getMessages()) {
          mails.add(
              new Mail(
                  header(message, "Message-ID"),
                  message.getSubject(),
                  message.getContent().toString(),
                  header(message, "Content-Language")));
        }
        return mails;
      }
    } catch (AuthenticationFailedException unknown) {
      return List.of();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(Message message, String name) throws MessagingException {
    String[] values = message.getHeader(name);
    return values == null ? "" : values[0];
  }
}
