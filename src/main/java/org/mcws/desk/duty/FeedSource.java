package org.mcws.desk.duty;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.HttpAnswer;
import org.mcws.desk.platform.PublicAddresses;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Fetches the calendar. Its address may be a secret and is told to nobody but its server. */
@Component
class FeedSource implements AutoCloseable {

  private static final DataSize LONGEST = DataSize.ofMegabytes(5);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 3;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final String SETTING = " Check desk.duty.feed-url.";

  private final DutySettings settings;
  private final CarefulHttp http;

  FeedSource(DutySettings settings) {
    this.settings = settings;
    this.http = new CarefulHttp(settings.timeouts(), LONGEST);
  }

  /**
   * Asks for the calendar.
   *
   * @param url where it is
   * @param known what is known of it
   */
  FeedAnswer fetch(URI url, Feed known) throws FeedFailure {
    URI start = byHttp(url);
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "text/calendar, */*;q=0.1");
    if (known.etag() != null) {
      headers.put("If-None-Match", known.etag());
    }
    if (known.lastModified() != null) {
      headers.put("If-Modified-Since", known.lastModified());
    }
    HttpAnswer answer = once(start, settings.feedPrivate(), headers);
    for (int i = 0; i < MOST_REDIRECTS && REDIRECTS.contains(answer.status()); i++) {
      URI to = target(answer);
      boolean same = to.getAuthority().equals(start.getAuthority());
      answer = once(to, settings.feedPrivate() && same, headers);
    }
    boolean asked =
        headers.containsKey("If-None-Match") || headers.containsKey("If-Modified-Since");
    if (answer.status() == NOT_MODIFIED && asked) {
      return FeedAnswer.UNCHANGED;
    }
    if (answer.status() != OK) {
      throw failed(answer.uri(), "answered with status " + answer.status() + "." + SETTING, null);
    }
    return new FeedAnswer(
        answer.body(),
        answer.header("ETag").orElse(null),
        answer.header("Last-Modified").orElse(null));
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpAnswer once(URI uri, boolean known, Map<String, String> headers) throws FeedFailure {
    try {
      return http.send("GET", uri, known, headers);
    } catch (PublicAddresses.PrivateAddress e) {
      throw failed(
          uri,
          "has a private address. If that is right, set desk.duty.feed-private=true; only the server"
              + " that desk.duty.feed-url names may have one.",
          e);
    } catch (IOException e) {
      throw failed(uri, "gave no whole answer (" + e + ").", e);
    }
  }

  private static URI target(HttpAnswer answer) throws FeedFailure {
    URI from = answer.uri();
    return answer
        .header("Location")
        .flatMap(to -> resolved(from, to))
        .filter(to -> to.getHost() != null && to.getRawUserInfo() == null)
        .filter(
            to ->
                "https".equals(to.getScheme())
                    || "http".equals(to.getScheme()) && "http".equals(from.getScheme()))
        .orElseThrow(() -> failed(from, "sends the desk to where it does not go." + SETTING, null));
  }

  private static Optional<URI> resolved(URI from, String to) {
    try {
      return Optional.of(from.resolve(to));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Calendar programs write {@code webcal} for an address that is opened by them. */
  private static URI byHttp(URI url) {
    String text = url.toString().strip();
    return URI.create(
        text.regionMatches(true, 0, "webcal", 0, 6)
            ? text.replaceFirst("(?i)^webcals?", "https")
            : text);
  }

  private static FeedFailure failed(URI server, String what, Throwable cause) {
    return new FeedFailure(server.getHost() + " " + what, cause);
  }
}
