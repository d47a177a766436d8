package org.mcws.desk.platform.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Pattern;
import org.mcws.desk.platform.ComponentSilent;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.mcws.desk.platform.TimeLimit;
import org.springframework.stereotype.Component;

/**
 * Asks the communities' mail exchange whether it takes mail for an address, and sends none: it says
 * good-bye where the mail would come. It asks as a returned mail would, with an empty sender, which
 * every exchange must take (RFC 5321, 4.5.5), and without TLS, which none may demand (RFC 3207, 4).
 *
 * <p>An exchange that passes the desk's own mail on takes mail from the desk for whatever domain it
 * does not serve: {@link MailHosting#hasDomain} tells whether it serves one.
 */
@Component
public class MailExchangeLook {

  /** No other character may be in a command. */
  private static final Pattern ADDRESS = Pattern.compile("[!-~&&[^<>@]]+@[!-~&&[^<>@]]+");

  private static final int TIMES_A_COMMAND = 3;

  private final MailSettings settings;

  public MailExchangeLook(MailSettings settings) {
    this.settings = settings;
  }

  /**
   * Asks for one address. The whole talk takes at most three times as long as {@link
   * MailSettings#timeout()}, once the connection stands.
   *
   * @param address in ASCII, such as {@code info@hispano.example}
   * @throws ComponentSilent if the exchange can't be reached, does not answer in time or not in
   *     SMTP, or answers nobody
   * @throws IllegalArgumentException if it is no address
   */
  public Answer ask(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "Mail goes to addresses such as info@hispano.example, and not to: " + address);
    }
    try (Socket line = connected()) {
      Duration longest = settings.timeout().multipliedBy(TIMES_A_COMMAND);
      TimeLimit limit = TimeLimit.of(longest, () -> hangUp(line));
      try {
        return answer(new SmtpTalk(line), address);
      } catch (IOException e) {
        throw limit.isOver() ? new IOException("it takes longer than " + longest, e) : e;
      } finally {
        limit.lift();
      }
    } catch (IOException e) {
      throw unavailable("does not answer", e.getMessage(), e);
    }
  }

  private Socket connected() throws IOException {
    int colon = settings.smtp().lastIndexOf(':');
    int millis = (int) settings.timeout().toMillis();
    Socket line = new Socket();
    try {
      line.connect(
          new InetSocketAddress(
              settings.smtp().substring(0, colon),
              Integer.parseInt(settings.smtp().substring(colon + 1))),
          millis);
      line.setSoTimeout(millis);
      return line;
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  private Answer answer(SmtpTalk talk, String address) throws IOException {
    SmtpReply reply = talk.greeting();
    if (reply.isGood()) {
      reply = talk.introduce();
    }
    if (reply.isGood()) {
      reply = talk.say("MAIL FROM:<>");
    }
    boolean asks = reply.isGood();
    if (asks) {
      reply = talk.say("RCPT TO:<" + address + ">");
    }
    leave(talk);
    if (reply.isTemporary()) {
      return new Answer(Outcome.LATER, reply.words());
    }
    if (!asks) {
      throw unavailable("answers nobody", reply.words(), null);
    }
    return new Answer(reply.isGood() ? Outcome.TAKEN : Outcome.REFUSED, reply.words());
  }

  /** What is to be known is known; how the server takes the leave does not matter. */
  private static void leave(SmtpTalk talk) {
    try {
      talk.say("RSET");
      talk.say("QUIT");
    } catch (IOException e) {
      // It has hung up already.
    }
  }

  private static void hangUp(Socket line) {
    try {
      line.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PlatformUnavailable unavailable(String what, String why, Exception cause) {
    return new ComponentSilent(
        PlatformComponent.MAIL_EXCHANGE,
        "The mail exchange at "
            + settings.smtp()
            + " "
            + what
            + " ("
            + Quotation.of(why)
            + "). Check that it runs, that it takes mail from the desk's address, and"
            + " desk.mail.smtp.",
        cause);
  }

  /**
   * @param outcome whether it takes mail for the address
   * @param words what the mail exchange replied, fit to be shown
   */
  public record Answer(Outcome outcome, String words) {}

  /** Whether the exchange takes mail for an address. */
  public enum Outcome {
    /** It does. */
    TAKEN,
    /** It refuses for good, such as for an address that is not there. */
    REFUSED,
    /** Not now; another time it may be different. */
    LATER
  }
}
