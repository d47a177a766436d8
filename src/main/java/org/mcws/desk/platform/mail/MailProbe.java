package org.mcws.desk.platform.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.search.SubjectTerm;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.ProbeResult.Outcome;
import org.springframework.stereotype.Component;

/**
 * Tries an address as a visitor would: sends a mail to it and looks for that mail in a mailbox. The
 * mail is removed again once it is found.
 */
@Component
public class MailProbe {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final MailSettings settings;

  public MailProbe(MailSettings settings) {
    this.settings = settings;
  }

  /**
   * Sends a mail and waits for it, at most as long as {@link MailSettings#patience()} and the
   * commands under way last.
   *
   * @param from the envelope's sender
   * @param to the address to try, such as an alias
   * @param login the mailbox in which the mail should arrive
   * @throws PlatformUnavailable if SMTP or IMAP cannot be reached, or the server says "not now"
   */
  public ProbeResult send(String from, String to, MailLogin login) {
    String subject = "Delivery check " + UUID.randomUUID();
    try {
      deliver(from, to, subject);
    } catch (MessagingException e) {
      return refusedForGood(to, e);
    }
    try {
      return lookFor(subject, to, login);
    } catch (AuthenticationFailedException e) {
      return new ProbeResult(Outcome.LOGIN_REFUSED, words(e));
    } catch (MessagingException e) {
      throw unavailable("look for a mail in " + login.address() + " by IMAP", settings.imap(), e);
    }
  }

  private void deliver(String from, String to, String subject) throws MessagingException {
    Session session = session("smtp", settings.smtp());
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom(new InternetAddress(from));
    mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    mail.setSubject(subject);
    mail.setSentDate(new Date());
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(
        "The service desk sent this mail to see whether mail arrives. You need not do anything.\n");
    mail.saveChanges();
    try (Transport transport = session.getTransport("smtp")) {
      transport.connect();
      transport.sendMessage(mail, new Address[] {new InternetAddress(to)});
    }
  }

  private ProbeResult lookFor(String subject, String to, MailLogin login)
      throws MessagingException {
    Session session = session("imap", settings.imap());
    try (Store store = session.getStore("imap")) {
      store.connect(login.address(), login.password());
      long deadline = System.nanoTime() + settings.patience().toNanos();
      try (Folder inbox = store.getFolder("INBOX")) {
        inbox.open(Folder.READ_WRITE);
        do {
          Message[] found = inbox.search(new SubjectTerm(subject));
          if (found.length > 0) {
            inbox.setFlags(found, new Flags(Flags.Flag.DELETED), true);
            return new ProbeResult(
                Outcome.FOUND, "A mail to %s arrived in %s.".formatted(to, login.address()));
          }
          pause();
          inbox.getMessageCount(); // a command, with whose answer the server tells of new mail
        } while (System.nanoTime() < deadline);
      }
    }
    return new ProbeResult(
        Outcome.NOT_FOUND,
        "The server took a mail to %s, but it did not arrive in %s within %s."
            .formatted(to, login.address(), settings.patience()));
  }

  /** A reply in the 500s; everything else may be better another time. */
  private ProbeResult refusedForGood(String to, MessagingException failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      int reply = 0;
      if (e instanceof SMTPAddressFailedException address) {
        reply = address.getReturnCode();
      } else if (e instanceof SMTPSenderFailedException sender) {
        reply = sender.getReturnCode();
      } else if (e instanceof SMTPSendFailedException send && next(e) == null) {
        reply = send.getReturnCode();
      }
      if (reply >= 500) {
        return new ProbeResult(Outcome.REFUSED, words(e));
      }
    }
    throw unavailable("send a mail to " + to + " by SMTP", settings.smtp(), failure);
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException messaging ? messaging.getNextException() : null;
  }

  private Session session(String protocol, String server) {
    String prefix = "mail." + protocol + ".";
    String millis = String.valueOf(settings.timeout().toMillis());
    int colon = server.lastIndexOf(':');
    Properties properties = new Properties();
    properties.put(prefix + "host", server.substring(0, colon));
    properties.put(prefix + "port", server.substring(colon + 1));
    properties.put(prefix + "connectiontimeout", millis);
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "starttls.enable", "true");
    properties.put("mail.smtp.quitwait", "false");
    return Session.getInstance(properties);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformUnavailable("Interrupted while waiting for a mail; try again.", e);
    }
  }

  private static PlatformUnavailable unavailable(String what, String server, Exception cause) {
    return new PlatformUnavailable(
        "Could not %s at %s: %s. Check that the mail server runs and can be reached from the desk."
            .formatted(what, server, words(cause)),
        cause);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
  }
}
