package org.mcws.desk.notification;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;

/**
 * The way to the mail server. Mails that follow one another share a connection, since making one
 * takes longer than sending a mail; it is made when the first one needs it.
 */
final class MailConnection implements AutoCloseable {

  /** Many servers end a connection over which a hundred or more have come. */
  private static final int MOST = 50;

  private final JavaMailSenderImpl server;
  private Transport transport;
  private int sent;

  MailConnection(JavaMailSenderImpl server) {
    this.server = server;
  }

  /**
   * @throws MailSendException if the server does not take it; the next mail gets another connection
   */
  void send(MimeMessage message) {
    try {
      if (transport == null || sent == MOST) {
        connect();
      }
      message.setSentDate(new Date());
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
      sent++;
    } catch (MessagingException e) {
      close();
      throw new MailSendException("The mail server does not take it: " + e.getMessage(), e);
    }
  }

  private void connect() throws MessagingException {
    close();
    String protocol = server.getProtocol();
    transport =
        server
            .getSession()
            .getTransport(protocol == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : protocol);
    boolean known = StringUtils.hasLength(server.getUsername());
    transport.connect(
        server.getHost(),
        server.getPort(),
        known ? server.getUsername() : null,
        known ? server.getPassword() : null);
  }

  /** What was taken is taken, however the connection ends. */
  @Override
  public void close() {
    if (transport == null) {
      return;
    }
    try {
      transport.close();
    } catch (MessagingException e) {
      // It is gone already.
    } finally {
      transport = null;
      sent = 0;
    }
  }
}
