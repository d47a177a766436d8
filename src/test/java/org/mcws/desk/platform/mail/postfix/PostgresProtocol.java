package org.mcws.desk.platform.mail.postfix;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mcws.desk.platform.WireProtocol;

/**
 * PostgreSQL's frontend/backend protocol, version 3, whose messages begin with a letter and their
 * length, but for those that open a connection: they begin with their length alone. A request is
 * called by its last statement, as BEGIN is sent along with the one after it, or {@link #OPENING}.
 *
 * <p>A client must send each statement as text, which {@link #SETTING} makes the JDBC driver do.
 */
class PostgresProtocol implements WireProtocol {

  /** For the URL: otherwise the driver sends COMMIT once, and later only a name for it. */
  static final String SETTING = "prepareThreshold=0";

  static final String OPENING = "opening";

  private static final String FATAL = "SFATAL\0VFATAL\0C%s\0M%s\0\0";

  @Override
  public Optional<String> request(byte[] octets) {
    Optional<String> statement = Optional.empty();
    ByteBuffer piece = ByteBuffer.wrap(octets);
    while (piece.hasRemaining()) {
      byte kind = piece.get();
      if (kind == 0) {
        return Optional.of(OPENING);
      }
      byte[] body = new byte[piece.getInt() - Integer.BYTES];
      piece.get(body);
      String[] texts = new String(body, StandardCharsets.UTF_8).split("\0", -1);
      if (kind == 'Q') {
        statement = Optional.of(texts[0]);
      } else if (kind == 'P') {
        // After its name.
        statement = Optional.of(texts[1]);
      }
    }
    return statement;
  }

  @Override
  public byte[] unavailable(byte[] request) {
    return error("57P03", "the database system is starting up");
  }

  @Override
  public byte[] failed(byte[] request) {
    return error("57P01", "terminating connection due to administrator command");
  }

  @Override
  public byte[] garbage() {
    return "no PostgreSQL at all, but long enough".getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] error(String code, String message) {
    byte[] body = FATAL.formatted(code, message).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(1 + Integer.BYTES + body.length)
        .put((byte) 'E')
        .putInt(Integer.BYTES + body.length)
        .put(body)
        .array();
  }
}
