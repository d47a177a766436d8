package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.stereotype.Component;

/**
 * Fetches a site's page by its name from the addresses that the authoritative server gave, since
 * the resolver of the machine the desk runs on may not know the name yet.
 */
@Component
public class PageFetch {

  private static final Timeout PATIENCE = Timeout.ofSeconds(5);
  private static final int LONGEST_SECONDS = 15;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16_384;

  private final EdgeSettings edge;

  PageFetch(EdgeSettings edge) {
    this.edge = edge;
  }

  /**
   * @param addresses where to connect to, in place of asking a resolver
   * @throws PlatformUnavailable if nothing answers there
   */
  public Page fetch(String host, List<String> addresses) {
    String url = "http://" + host + (edge.port() == 80 ? "" : ":" + edge.port()) + "/";
    HttpGet get = new HttpGet(url);
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            get::cancel, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
    CloseableHttpClient http = client(addresses);
    long begun = System.nanoTime();
    try {
      // The page itself is not read: a hostile one never ends.
      int status = http.executeOpen(null, get, null).getCode();
      return new Page(status, Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      throw new PlatformUnavailable(
          "Nothing answers for "
              + url
              + " at "
              + addresses
              + " ("
              + e.getMessage()
              + "). Look at the platform's edge.",
          e);
    } finally {
      limit.cancel(false);
      http.close(CloseMode.IMMEDIATE);
    }
  }

  private static CloseableHttpClient client(List<String> addresses) {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(PATIENCE).build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Known(addresses))
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

  /** Gives the same addresses for every name. */
  private record Known(List<String> addresses) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] resolved = new InetAddress[addresses.size()];
      for (int i = 0; i < resolved.length; i++) {
        resolved[i] = InetAddress.getByName(addresses.get(i));
      }
      return resolved;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /**
   * @param status the HTTP status of the page
   * @param took how long it took until the status was there
   */
  public record Page(int status, Duration took) {

    /** Whether a site answered: with a page, a redirect, or a request to log in. */
    public boolean isThere() {
      return status >= 200 && status < 400 || status == 401 || status == 403;
    }
  }
}
