package org.mcws.desk.status.subscription;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.springframework.core.env.Environment;

/** The mailbox of somebody outside, as their mail program reads it. */
record Mailbox(Environment settings, String owner) {

  List<Letter> letters() {
    String[] imap = settings.getRequiredProperty("desk.mail.imap").split(":");
    List<Letter> letters = new ArrayList<>();
    try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
      store.connect(imap[0], Integer.parseInt(imap[1]), owner, "sandbox");
      try (Folder folder = store.getFolder("INBOX")) {
        folder.open(Folder.READ_ONLY);
        for (Message message : folder.getMessages()) {
          letters.add(
              new Letter(
                  message.getSubject(),
                  message.getContent().toString().replace("\r\n", "\n"),
                  header(message, "List-Unsubscribe"),
                  header(message, "List-Unsubscribe-Post")));
        }
      }
    } catch (AuthenticationFailedException nothingCameYet) {
      return List.of();
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
    return letters;
  }

  private static String header(Message message, String name) throws MessagingException {
    String[] values = message.getHeader(name);
    return values == null ? "" : MimeUtility.unfold(values[0]);
  }

  record Letter(String subject, String text, String unsubscribe, String unsubscribePost) {}
}
