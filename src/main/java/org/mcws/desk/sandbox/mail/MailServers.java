package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.imap.ImapServer;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.ServerSetup;

/** SMTP and IMAP on loopback, over the sandbox's own accounts. */
final class MailServers implements AutoCloseable {

  private final SandboxSmtp smtp;
  private final ImapServer imap;

  MailServers(int smtpPort, int imapPort, MailDelivery delivery, MailAccounts accounts) {
    Managers managers = new Rooms(delivery, accounts);
    smtp = new SandboxSmtp(setup(smtpPort, ServerSetup.PROTOCOL_SMTP), managers);
    imap = new ImapServer(setup(imapPort, ServerSetup.PROTOCOL_IMAP), managers);
  }

  void start() {
    start(smtp);
    start(imap);
  }

  String smtp() {
    return "127.0.0.1:" + smtp.getPort();
  }

  String imap() {
    return "127.0.0.1:" + imap.getPort();
  }

  @Override
  public void close() {
    smtp.stopService();
    imap.stopService();
  }

  private static ServerSetup setup(int port, String protocol) {
    return new ServerSetup(port, "127.0.0.1", protocol);
  }

  private static void start(AbstractServer server) {
    server.setDaemon(true);
    server.startService();
    try {
      if (!server.waitTillRunning(ServerSetup.SERVER_STARTUP_TIMEOUT)) {
        throw new IllegalStateException(
            "the mail sandbox cannot listen on 127.0.0.1:" + server.getServerSetup().getPort());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the mail sandbox started", e);
    }
  }

  /** Hands the sandbox's own rules to GreenMail's servers. */
  private static final class Rooms extends Managers {

    private final MailDelivery delivery;
    private final MailAccounts accounts;

    Rooms(MailDelivery delivery, MailAccounts accounts) {
      this.delivery = delivery;
      this.accounts = accounts;
    }

    @Override
    public SmtpManager getSmtpManager() {
      return delivery;
    }

    @Override
    public UserManager getUserManager() {
      return accounts;
    }

    @Override
    public ImapHostManager getImapHostManager() {
      return accounts.getImapHostManager();
    }
  }
}
