package org.mcws.desk.platform.hosting;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which page of a site is looked for, and what it should be like.
 *
 * @param tls whether it is fetched by TLS; the desk does so only where the edge speaks it
 * @param path where on the site it is, with its query, as it stands in a request: {@code /} first,
 *     everything else than ASCII as {@code %}-escapes
 * @param status the HTTP status that it should have; empty for any with which a site shows that it
 *     is there: a page, a redirect, or a request to log in
 * @param text what the first 256 KiB of its body must contain, letter by letter; the body is read
 *     by the charset that its header names, else as UTF-8
 * @param followed whether redirects are followed, 5 at the most and on the site's own host name
 *     only; where one leads elsewhere, the redirect itself is the page
 */
public record PageWish(
    boolean tls, String path, Optional<Integer> status, Optional<String> text, boolean followed) {

  /** What a request may have there (RFC 3986, 3.3 and 3.4). */
  private static final Pattern PATH =
      Pattern.compile("/([A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*");

  /** The site's first page, however it answers. */
  public static final PageWish ANY =
      new PageWish(false, "/", Optional.empty(), Optional.empty(), false);

  /**
   * @throws IllegalArgumentException if the path is none
   */
  public PageWish {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "A page's path begins with / and has only ASCII characters and %-escapes, such as"
              + " /caf%C3%A9?lang=en, and not: "
              + path);
    }
  }

  /** Whether a page with this HTTP status may be the one that is looked for. */
  boolean accepts(int actual) {
    return status
        .map(wanted -> wanted == actual)
        .orElse(actual >= 200 && actual < 400 || actual == 401 || actual == 403);
  }
}
