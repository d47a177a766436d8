package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Takes mail by SMTP: for its own domains only to addresses that exist, as James' ValidRcptHandler
 * does, and for all others in the name of the outside world.
 */
final class MailDelivery extends SmtpManager {

  private final MailDirectory directory;
  private final MailRewriting rewriting;
  private final MailAccounts accounts;

  MailDelivery(MailDirectory directory, MailRewriting rewriting, MailAccounts accounts) {
    super(accounts.getImapHostManager(), accounts);
    this.directory = directory;
    this.rewriting = rewriting;
    this.accounts = accounts;
  }

  @Override
  public String checkRecipient(SmtpState state, MailAddress recipient) {
    String email = recipient.getEmail();
    String address = email.contains("@") ? email : email + "@localhost";
    String domain = domain(address);
    if (email.isBlank() || domain.isEmpty() || email.chars().anyMatch(Character::isWhitespace)) {
      return "553 5.1.3 Syntax error in recipient address";
    }
    String key = address.toLowerCase(Locale.ROOT);
    return directory.serves(domain) && !directory.hasUser(key) && directory.mappings(key).isEmpty()
        ? "550 5.1.1 Unknown user: " + address
        : null;
  }

  /** Delivers before GreenMail answers 250, so that what was promised is on disk. */
  @Override
  public synchronized void send(SmtpState state) {
    Set<String> ends = new LinkedHashSet<>();
    for (MailAddress recipient : state.getMessage().getToAddresses()) {
      ends.addAll(ends(recipient.getEmail()));
    }
    ends.forEach(address -> deliver(address, state.getMessage().getMessage()));
  }

  private Set<String> ends(String recipient) {
    try {
      return rewriting.ends(recipient);
    } catch (MailRewriting.TooManyMappings e) {
      log.warn("Mail to {} is dropped: its aliases are nested too deeply", recipient);
      return Set.of();
    }
  }

  private void deliver(String address, MimeMessage message) {
    String key = address.toLowerCase(Locale.ROOT);
    if (directory.hasUser(key)) {
      accounts.deliver(key, copy(message));
    } else if (directory.serves(domain(address))) {
      log.warn("Mail to {} is dropped: an alias leads there, but there is no mailbox", address);
    } else {
      accounts.deliverOutside(address, copy(message));
    }
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
  }

  /** Every mailbox needs its own, because flags belong to the message. */
  private static MimeMessage copy(MimeMessage message) {
    try {
      return new MimeMessage(message);
    } catch (MessagingException e) {
      throw new IllegalStateException("a mail that cannot be copied", e);
    }
  }
}
