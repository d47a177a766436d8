package org.mcws.desk.sandbox.mail;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.MailCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.ServerSetup;
import java.net.Socket;

/**
 * GreenMail's SMTP server, which also takes mail from an empty sender, as every server must (RFC
 * 5321, 4.5.5). GreenMail says yes to one but then believes that nobody has said who sends.
 */
final class SandboxSmtp extends SmtpServer {

  private static final SmtpCommand MAIL = new AlsoFromNobody();

  SandboxSmtp(ServerSetup setup, Managers managers) {
    super(setup, managers);
  }

  @Override
  protected ProtocolHandler createProtocolHandler(Socket client) {
    return new SmtpHandler(new Commands(), managers.getSmtpManager(), client);
  }

  private static final class Commands extends SmtpCommandRegistry {

    @Override
    public SmtpCommand getCommand(String name) {
      SmtpCommand usual = super.getCommand(name);
      return usual instanceof MailCommand ? MAIL : usual;
    }
  }

  private static final class AlsoFromNobody extends MailCommand {

    @Override
    public void execute(
        SmtpConnection connection, SmtpState state, SmtpManager manager, String line) {
      super.execute(connection, state, manager, line);
      if (line.matches("(?i)MAIL FROM:\\s?<>.*")) {
        state.getMessage().setReturnPath(new MailAddress(""));
      }
    }
  }
}
