package org.mcws.desk.platform.hosting;

import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.utils.URIUtils;
import org.mcws.desk.platform.Quotation;

/**
 * Where a page of a site is.
 *
 * @param edge through which it is reached
 * @param tls whether by TLS
 * @param host the site's name
 * @param path the page's path and query
 */
record SiteUrl(EdgeSettings edge, boolean tls, String host, String path) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  String scheme() {
    return tls ? "https" : "http";
  }

  int port() {
    return tls ? edge.tlsPort() : edge.port();
  }

  /**
   * Where a redirect leads on the same host. A port other than the edge's is another place, else a
   * site could send the desk to any port of the platform.
   *
   * @return empty if it leads elsewhere or nowhere
   */
  Optional<SiteUrl> redirected(String location) {
    try {
      // Not by Java's own URI, which resolves ?page=2 against the folder (RFC 2396).
      URI to = URIUtils.resolve(URI.create(toString()), location);
      boolean overTls = "https".equalsIgnoreCase(to.getScheme());
      boolean atTheEdge =
          overTls
              ? edge.speaksTls() && isOneOf(to.getPort(), HTTPS_PORT, edge.tlsPort())
              : "http".equalsIgnoreCase(to.getScheme())
                  && isOneOf(to.getPort(), HTTP_PORT, edge.port());
      return atTheEdge && host.equalsIgnoreCase(to.getHost())
          ? Optional.of(new SiteUrl(edge, overTls, host, path(to)))
          : Optional.empty();
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  private static boolean isOneOf(int port, int usual, int edges) {
    return port == -1 || port == usual || port == edges;
  }

  private static String path(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return (path.startsWith("/") ? path : "/" + path) + query;
  }

  /** Fit to be shown: a redirect may have named anything. */
  String shown() {
    return Quotation.of(toString());
  }

  /** As a visitor would type it. */
  @Override
  public String toString() {
    boolean usual = port() == (tls ? HTTPS_PORT : HTTP_PORT);
    return scheme() + "://" + host + (usual ? "" : ":" + port()) + path;
  }
}
