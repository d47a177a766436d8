package org.mcws.desk.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is in the outbox, one mail a transaction. If the desk dies between the mail server's
 * yes and the commit the mail goes out once more; both copies carry the same Message-ID, by which
 * mail programs show one.
 */
@Component
class OutboxDispatcher {

  private static final Logger log = LoggerFactory.getLogger(OutboxDispatcher.class);

  private final OutboxMails mails;
  private final JavaMailSenderImpl sender;
  private final NotificationSettings settings;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OutboxDispatcher(
      OutboxMails mails,
      JavaMailSenderImpl sender,
      NotificationSettings settings,
      TransactionTemplate transaction,
      Clock clock) {
    this.mails = mails;
    this.sender = sender;
    this.settings = settings;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Sends all mails that are due. */
  @Scheduled(fixedDelayString = "${desk.notification.every:PT1S}")
  void sendDue() {
    try (MailConnection server = new MailConnection(sender)) {
      while (Boolean.TRUE.equals(transaction.execute(status -> sendNext(server)))) {
        log.trace("one mail handled");
      }
    }
  }

  private boolean sendNext(MailConnection server) {
    List<OutboxMail> due =
        mails.findByStateAndNextAttemptAtLessThanEqualOrderByNextAttemptAt(
            OutboxMail.State.WAITING, clock.instant(), Limit.of(1));
    due.forEach(mail -> send(mail, server));
    return !due.isEmpty();
  }

  private void send(OutboxMail mail, MailConnection server) {
    try {
      server.send(message(mail));
      mail.sent(clock.instant());
    } catch (MessagingException | UnsupportedEncodingException e) {
      giveUpOrWait(mail, e, true);
    } catch (RuntimeException e) {
      // Whatever it is, one mail must not stop those behind it.
      giveUpOrWait(mail, e, false);
    }
  }

  private void giveUpOrWait(OutboxMail mail, Exception failure, boolean forGood) {
    mail.failed(failure.toString(), forGood, clock.instant());
    if (mail.state() == OutboxMail.State.GIVEN_UP) {
      log.error(
          "Mail {} to {} is given up: {}. Check spring.mail.* and the address.",
          mail.id(),
          mail.recipient(),
          failure.getMessage());
    } else {
      log.warn("Mail {} waits for another try: {}", mail.id(), failure.getMessage());
    }
  }

  private MimeMessage message(OutboxMail mail)
      throws MessagingException, UnsupportedEncodingException {
    MimeMessage message = new IdentifiedMessage(sender.createMimeMessage(), messageId(mail));
    MimeMessageHelper helper = new MimeMessageHelper(message, "UTF-8");
    helper.setFrom(settings.from(), settings.fromName());
    helper.setTo(mail.recipient());
    helper.setSubject(mail.subject());
    helper.setText(mail.body());
    message.setHeader("Content-Language", mail.language());
    // RFC 3834: no out-of-office answer to a machine, please.
    message.setHeader("Auto-Submitted", "auto-generated");
    for (Map.Entry<String, String> header : MailHeaders.read(mail.headers()).values().entrySet()) {
      message.setHeader(header.getKey(), header.getValue());
    }
    return message;
  }

  private String messageId(OutboxMail mail) {
    String domain = settings.from().substring(settings.from().indexOf('@') + 1);
    return "<" + mail.id() + "@" + domain + ">";
  }

  /** Keeps its Message-ID, which {@link MimeMessage} would make anew at every sending. */
  private static final class IdentifiedMessage extends MimeMessage {

    private final String id;

    IdentifiedMessage(MimeMessage empty, String id) {
      super(empty.getSession());
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
