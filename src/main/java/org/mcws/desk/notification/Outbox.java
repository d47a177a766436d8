package org.mcws.desk.notification;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes mails to people. A mail is kept in the transaction that wants it, and sent after that has
 * committed: what is rolled back is never told, and what was committed is told even if the desk or
 * the mail server dies in between.
 */
@Service
public class Outbox {

  private final OutboxMails mails;
  private final MailTemplates templates;
  private final Clock clock;

  Outbox(OutboxMails mails, MailTemplates templates, Clock clock) {
    this.mails = mails;
    this.templates = templates;
    this.clock = clock;
  }

  /**
   * Writes a mail from a template and keeps it for sending.
   *
   * @param recipient mail address
   * @param language the reader's language; English if the desk does not speak it
   * @param template name of the template below {@code mail/}
   * @param facts what the template tells
   * @throws IllegalArgumentException if there is no such template
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(String recipient, Locale language, String template, Map<String, Object> facts) {
    send(recipient, language, template, facts, clock.instant());
  }

  /**
   * Writes a mail as {@link #send(String, Locale, String, Map)} does, but keeps it back for a
   * while.
   *
   * @param notBefore when it may leave, such as in the morning of the reader
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      String recipient,
      Locale language,
      String template,
      Map<String, Object> facts,
      Instant notBefore) {
    send(recipient, language, template, facts, notBefore, null);
  }

  /**
   * Writes a mail as the others do that is of no use any more once its topic has changed.
   *
   * @param notBefore when it may leave, such as in the morning of the reader
   * @param topic what it is about, such as the name of a question
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      String recipient,
      Locale language,
      String template,
      Map<String, Object> facts,
      Instant notBefore,
      String topic) {
    send(recipient, language, template, facts, notBefore, topic, MailHeaders.NONE);
  }

  /**
   * Writes a mail as the others do that has header lines of its own.
   *
   * @param notBefore when it may leave
   * @param topic what it is about; null if it is worth sending whatever happens
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void send(
      String recipient,
      Locale language,
      String template,
      Map<String, Object> facts,
      Instant notBefore,
      String topic,
      MailHeaders headers) {
    MailTemplates.Text text = templates.write(template, language, facts);
    mails.save(
        new OutboxMail(
            recipient,
            text.subject(),
            text.body(),
            text.language(),
            clock.instant(),
            notBefore,
            topic,
            headers.lines()));
  }

  /** Its topic has changed: what has been kept back so far is not sent any more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void drop(String topic) {
    mails.deleteByTopicAndStateAndNextAttemptAtGreaterThan(
        topic, OutboxMail.State.WAITING, clock.instant());
  }

  /** Nobody is to be reminded of its topic: nothing of it is sent any more, nor kept. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(String topic) {
    mails.deleteAllOf(topic);
  }
}
