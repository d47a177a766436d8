package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.ssl.TLS;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.mcws.desk.platform.TimeLimit;

/**
 * Asks sites for pages, as a visitor who has never been there: over a connection of its own for
 * each page, since one that stayed open would be in the hands of a stranger's server, without
 * cookies, and without compression, so that little sent can't become much.
 */
final class SiteHttp implements AutoCloseable {

  private static final Timeout PATIENCE = Timeout.ofSeconds(5);
  private static final int MOST_AT_ONCE = 200;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16_384;

  /** For a machine that has only one kind of addresses the JDK has no exception of its own. */
  private static final String NO_SUCH_NETWORK = "Network is unreachable";

  /** How many sites' TLS sessions are kept to be taken up again, and for how long. */
  private static final int MOST_SESSIONS = 10_000;

  private static final int SESSION_SECONDS = 600;

  /**
   * Where 1.2 takes up a session it costs a third of what 1.3 does, which multiplies on curves each
   * time; and what a page says does not depend on it.
   */
  private final CloseableHttpClient http = client(TLS.V_1_2);

  private final CloseableHttpClient newest = client(TLS.V_1_3);

  /**
   * @param addresses where to connect to; the next one only if nothing listens at one
   * @param longest until when the answer is of use, its body included
   * @throws IOException if nothing answers
   */
  SiteAnswer get(SiteUrl url, List<InetAddress> addresses, Duration longest) throws IOException {
    HttpGet get = new HttpGet(url.toString());
    TimeLimit limit = TimeLimit.of(longest, get::cancel);
    try {
      return new SiteAnswer(get, limit, head(get, url, addresses));
    } catch (IOException e) {
      limit.lift();
      throw limit.isOver() ? new IOException(SiteAnswer.TOO_LONG, e) : e;
    }
  }

  private ClassicHttpResponse head(HttpGet get, SiteUrl url, List<InetAddress> addresses)
      throws IOException {
    IOException deaf = new UnknownHostException("no address");
    for (InetAddress address : addresses) {
      try {
        return head(get, new HttpHost(url.scheme(), address, url.host(), url.port()));
      } catch (IOException e) {
        if (!nothingListens(e)) {
          throw e;
        }
        deaf = e;
      }
    }
    throw deaf;
  }

  private ClassicHttpResponse head(HttpGet get, HttpHost site) throws IOException {
    try {
      return http.executeOpen(site, get, null);
    } catch (SSLException e) {
      // Perhaps it does not speak 1.2 any more.
      return newest.executeOpen(site, get, null);
    }
  }

  /** Whether there was nobody to speak with, whatever the name of the site. */
  static boolean nothingListens(IOException e) {
    return e instanceof ConnectException
        || e instanceof ConnectTimeoutException
        || e instanceof NoRouteToHostException
        || NO_SUCH_NETWORK.equals(e.getMessage());
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
    newest.close(CloseMode.IMMEDIATE);
  }

  private static CloseableHttpClient client(TLS version) {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .setUserAgent("mcws-desk")
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .setResponseTimeout(PATIENCE)
                .build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
                .setTlsSocketStrategy(
                    new DefaultClientTlsStrategy(
                        context(),
                        HostnameVerificationPolicy.CLIENT,
                        NoopHostnameVerifier.INSTANCE))
                .setDefaultTlsConfig(TlsConfig.custom().setSupportedProtocols(version).build())
                .setConnectionFactory(
                    ManagedHttpClientConnectionFactory.builder()
                        .http1Config(
                            Http1Config.custom()
                                .setMaxHeaderCount(MOST_HEADERS)
                                .setMaxLineLength(LONGEST_LINE)
                                .build())
                        .build())
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(PATIENCE)
                        .setSocketTimeout(PATIENCE)
                        .build())
                .build())
        .build();
  }

  private static SSLContext context() {
    SSLContext context = AnyCertificate.context();
    context.getClientSessionContext().setSessionCacheSize(MOST_SESSIONS);
    context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
    return context;
  }
}
