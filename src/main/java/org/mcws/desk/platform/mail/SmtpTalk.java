package org.mcws.desk.platform.mail;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.Quotation;

/**
 * A talk with an SMTP server, command by command, of which no more than 16 KiB are listened to. The
 * mail library can't end a talk in which the server says a word now and then.
 */
final class SmtpTalk {

  private static final int MOST_BYTES = 16 * 1024;
  private static final Pattern LINE = Pattern.compile("([2-5]\\d\\d)(?:([ -])(.*))?");

  private final InputStream in;
  private final OutputStream out;
  private final InetAddress self;
  private int heard;

  /**
   * @param line to the server, just connected
   */
  SmtpTalk(Socket line) throws IOException {
    this.in = new BufferedInputStream(line.getInputStream());
    this.out = line.getOutputStream();
    this.self = line.getLocalAddress();
  }

  /** What the server says first. */
  SmtpReply greeting() throws IOException {
    return reply();
  }

  /** Says who is there: by its address, since the machine may have no name (RFC 5321, 4.1.3). */
  SmtpReply introduce() throws IOException {
    String address = self.getHostAddress().replaceFirst("%.*", "");
    return say("EHLO [" + (self instanceof Inet6Address ? "IPv6:" : "") + address + "]");
  }

  SmtpReply say(String command) throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    return reply();
  }

  private SmtpReply reply() throws IOException {
    StringBuilder words = new StringBuilder();
    while (true) {
      String line = line();
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IOException("it says “" + Quotation.of(line) + "”, which is not SMTP");
      }
      words.append(parts.group(3) == null ? "" : " " + parts.group(3));
      if (!"-".equals(parts.group(2))) {
        return new SmtpReply(
            Integer.parseInt(parts.group(1)), Quotation.of(parts.group(1) + words));
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("it hangs up");
      }
      if (++heard > MOST_BYTES) {
        throw new IOException("it never stops talking");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
