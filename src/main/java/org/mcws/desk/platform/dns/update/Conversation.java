package org.mcws.desk.platform.dns.update;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.TimeLimit;

/**
 * A connection to a name server for one question, so that nothing is ever said twice. dnsjava's own
 * client keeps its connections, and one that the server has closed meanwhile would fail the next
 * question. Over TCP nothing is too long for an answer; each message has its length before it (RFC
 * 1035 section 4.2.2).
 */
final class Conversation implements AutoCloseable {

  private final Socket line = new Socket();
  private final HttpTimeouts timeouts;
  private TimeLimit limit;
  private DataInputStream in;

  Conversation(InetSocketAddress server, HttpTimeouts timeouts) throws IOException {
    this.timeouts = timeouts;
    try {
      line.setTcpNoDelay(true);
      line.connect(server, Math.toIntExact(timeouts.connect().toMillis()));
      limit = TimeLimit.of(timeouts.read(), this::hangUp);
      in = new DataInputStream(new BufferedInputStream(line.getInputStream()));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** In one piece, as RFC 7766 section 8 wants it. */
  void say(byte[] message) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(Short.BYTES + message.length);
    frame.putShort((short) message.length).put(message);
    try {
      line.getOutputStream().write(frame.array());
    } catch (IOException e) {
      throw reason(e);
    }
  }

  byte[] hear() throws IOException {
    try {
      byte[] message = new byte[in.readUnsignedShort()];
      in.readFully(message);
      return message;
    } catch (IOException e) {
      throw reason(e);
    }
  }

  private IOException reason(IOException failure) {
    return limit.isOver()
        ? new SocketTimeoutException("no whole answer within " + timeouts.read())
        : failure;
  }

  @Override
  public void close() {
    if (limit != null) {
      limit.lift();
    }
    hangUp();
  }

  private void hangUp() {
    try {
      line.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
