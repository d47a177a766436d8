package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads the mails that left for addresses which the sandbox does not serve. */
final class OutsideWorld {

  private final MailAccounts accounts;

  OutsideWorld(MailAccounts accounts) {
    this.accounts = accounts;
  }

  /** All of them, the newest first. */
  List<OutsideMail> mails() {
    return accounts.outsideAddresses().stream()
        .flatMap(
            address -> accounts.outsideMails(address).stream().map(mail -> read(address, mail)))
        .sorted(Comparator.comparing(OutsideMail::received).reversed())
        .toList();
  }

  private static OutsideMail read(String address, StoredMessage mail) {
    try {
      return new OutsideMail(
          address,
          Objects.requireNonNullElse(mail.getMimeMessage().getSubject(), ""),
          text(mail.getMimeMessage(), "text/plain")
              .or(() -> text(mail.getMimeMessage(), "text/html"))
              .orElse(""),
          mail.getReceivedDate().toInstant());
    } catch (MessagingException e) {
      throw new IllegalStateException("cannot read a mail to " + address, e);
    }
  }

  private static Optional<String> text(Part part, String type) {
    try {
      if (part.isMimeType(type)) {
        return Optional.of(part.getContent().toString());
      }
      if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          Optional<String> text = text(parts.getBodyPart(i), type);
          if (text.isPresent()) {
            return text;
          }
        }
      }
      return Optional.empty();
    } catch (MessagingException | IOException e) {
      return Optional.of("(unreadable: " + e.getMessage() + ")");
    }
  }
}
