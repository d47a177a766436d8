package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.ComponentSilent;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.stereotype.Component;

/**
 * Fetches a site's page by its name from the addresses that the authoritative server gave, since
 * the resolver of the machine the desk runs on may not know the name yet. Whatever certificate the
 * page comes with is taken; {@link CertificateLook} tells how good it is.
 */
@Component
public class PageFetch implements AutoCloseable {

  /** For all redirects together, and the body as far as it is read. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private static final int MOST_REDIRECTS = 5;

  private final EdgeSettings edge;
  private final SiteAddresses addresses;
  private final SiteHttp http = new SiteHttp();

  PageFetch(EdgeSettings edge) {
    this.edge = edge;
    this.addresses = new SiteAddresses(edge);
  }

  /**
   * Fetches the site's first page, whatever it is.
   *
   * @param addresses where to connect to, as for {@link #fetch(String, List, PageWish)}
   * @throws PlatformUnavailable if nothing answers there
   */
  public Page fetch(String host, List<String> addresses) {
    return fetch(host, addresses, PageWish.ANY);
  }

  /**
   * Fetches a page, within 15 seconds.
   *
   * @param host in A-label form
   * @param addresses where to connect to, in place of asking a resolver; the next one only if
   *     nothing listens at one
   * @throws PlatformUnavailable if nothing answers there, or if an address is one of the platform's
   *     own but not of its edge
   */
  public Page fetch(String host, List<String> addresses, PageWish wish) {
    List<InetAddress> at = this.addresses.of(host, addresses);
    long begun = System.nanoTime();
    SiteUrl url = new SiteUrl(edge, wish.tls() && edge.speaksTls(), host, wish.path());
    for (int redirects = 0; ; redirects++) {
      try (SiteAnswer answer = http.get(url, at, LONGEST.minus(since(begun)))) {
        Duration took = since(begun);
        Optional<SiteUrl> next =
            wish.followed() ? answer.redirect().flatMap(url::redirected) : Optional.empty();
        if (next.isEmpty()) {
          return new Page(answer.status(), took, finding(url, answer, wish));
        }
        if (redirects == MOST_REDIRECTS) {
          return new Page(answer.status(), took, Optional.of(forEver(url)));
        }
        url = next.get();
      } catch (IOException e) {
        throw silent(
            e,
            "Nothing answers for "
                + url.shown()
                + " at "
                + addresses
                + " ("
                + Quotation.of(e.getMessage())
                + "). Look at the platform's edge.");
      }
    }
  }

  /** Where something listens, it may be the site that does not answer. */
  private static PlatformUnavailable silent(IOException e, String words) {
    return SiteHttp.nothingListens(e)
        ? new ComponentSilent(PlatformComponent.EDGE, words, e)
        : new PlatformUnavailable(words, e);
  }

  @Override
  public void close() {
    http.close();
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static Optional<String> finding(SiteUrl url, SiteAnswer answer, PageWish wish) {
    if (!wish.accepts(answer.status())) {
      return Optional.of(
          url.shown()
              + " answers with status "
              + answer.status()
              + wish.status().map(wanted -> " in place of " + wanted).orElse("")
              + answer.redirect().map(to -> " and leads to " + Quotation.of(to)).orElse("")
              + ".");
    }
    return wish.text().flatMap(text -> missing(url, answer, text));
  }

  private static Optional<String> missing(SiteUrl url, SiteAnswer answer, String text) {
    String said;
    try {
      if (answer.says(text)) {
        return Optional.empty();
      }
      said = " does not contain the text ";
    } catch (IOException e) {
      said = " breaks off (" + Quotation.of(e.getMessage()) + ") without the text ";
    }
    return Optional.of(
        "The page at "
            + url.shown()
            + ", status "
            + answer.status()
            + answer.redirect().map(to -> " to " + Quotation.of(to)).orElse("")
            + ","
            + said
            + "“"
            + text
            + "”.");
  }

  private static String forEver(SiteUrl url) {
    return url.host()
        + " redirects for ever: after "
        + MOST_REDIRECTS
        + " redirects "
        + url.shown()
        + " leads on still.";
  }

  /**
   * @param status the HTTP status of the page, or of the last redirect
   * @param took how long it took until the status was there, all redirects included
   * @param finding why it is not the page that was wished for, in a sentence for people; empty if
   *     it is
   */
  public record Page(int status, Duration took, Optional<String> finding) {

    /** Whether the site answered with what was wished for. */
    public boolean isThere() {
      return finding.isEmpty();
    }
  }
}
