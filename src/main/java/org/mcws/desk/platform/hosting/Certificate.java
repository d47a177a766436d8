package org.mcws.desk.platform.hosting;

import java.time.Instant;
import java.util.List;

/**
 * The certificate that a site shows its visitors. What it says of itself was written by strangers.
 *
 * @param names the host names it is for, as far as they are fit to be shown
 * @param issuer who issued it, as a distinguished name such as {@code CN=R3,O=Let's Encrypt,C=US}
 * @param notBefore from when on it is valid
 * @param notAfter until when it is valid
 * @param coversHost whether one of its names stands for the host that was asked for, by RFC 9525
 * @param trusted whether an authority that visitors trust vouches for it. Its own dates do not
 *     count here: once it has expired it stays as trusted as it was on its last day
 * @param evidence what was seen, for people
 */
public record Certificate(
    List<String> names,
    String issuer,
    Instant notBefore,
    Instant notAfter,
    boolean coversHost,
    boolean trusted,
    String evidence) {

  public Certificate {
    names = List.copyOf(names);
  }

  /** Whether a browser shows the site, and no warning in its place. */
  public boolean isAccepted(Instant now) {
    return coversHost && trusted && !now.isBefore(notBefore) && !now.isAfter(notAfter);
  }
}
