package org.mcws.desk.platform;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTTP/1.1 (RFC 9112), whose requests begin with a line of their own. */
final class HttpProtocol implements WireProtocol {

  private static final Pattern REQUEST = Pattern.compile("([A-Z]+ \\S+ HTTP/1[.][01])\r\n");

  @Override
  public Optional<String> request(byte[] octets) {
    Matcher line = REQUEST.matcher(new String(octets, StandardCharsets.ISO_8859_1));
    return line.lookingAt() ? Optional.of(line.group(1)) : Optional.empty();
  }

  @Override
  public byte[] unavailable(byte[] request) {
    return octets(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  @Override
  public byte[] failed(byte[] request) {
    return octets("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }

  @Override
  public byte[] garbage() {
    return octets("\u0000\u0001 no HTTP at all \r\n\r\n");
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
