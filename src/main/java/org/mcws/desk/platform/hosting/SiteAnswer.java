package org.mcws.desk.platform.hosting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.mcws.desk.platform.TimeLimit;

/** The head of a site's answer, with the body still to come. */
final class SiteAnswer implements AutoCloseable {

  static final String TOO_LONG = "it takes too long";

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpGet get;
  private final TimeLimit limit;
  private final ClassicHttpResponse response;

  SiteAnswer(HttpGet get, TimeLimit limit, ClassicHttpResponse response) {
    this.get = get;
    this.limit = limit;
    this.response = response;
  }

  int status() {
    return response.getCode();
  }

  /** Where it redirects to. */
  Optional<String> redirect() {
    return Optional.of(response)
        .filter(head -> REDIRECTS.contains(head.getCode()))
        .map(head -> head.getFirstHeader("Location"))
        .map(Header::getValue)
        .filter(location -> !location.isBlank());
  }

  /**
   * Whether the beginning of its body contains the text.
   *
   * @throws IOException if the body breaks off before, or takes too long
   */
  boolean says(String text) throws IOException {
    HttpEntity body = response.getEntity();
    try {
      return body != null && PageText.isIn(body.getContent(), charset(body), text);
    } catch (IOException e) {
      throw limit.isOver() ? new IOException(TOO_LONG, e) : e;
    }
  }

  private static Charset charset(HttpEntity body) {
    try {
      return ContentType.getCharset(ContentType.parse(body.getContentType()), UTF_8);
    } catch (UnsupportedCharsetException | IllegalCharsetNameException unknown) {
      return UTF_8;
    }
  }

  /** What is left of the body is not read, and the connection is cut: a hostile page never ends. */
  @Override
  public void close() {
    limit.lift();
    get.cancel();
  }
}
