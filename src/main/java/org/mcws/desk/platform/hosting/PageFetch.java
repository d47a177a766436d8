package org.mcws.desk.platform.hosting;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
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
public class PageFetch implements AutoCloseable {

  private static final Timeout PATIENCE = Timeout.ofSeconds(5);
  private static final int LONGEST_SECONDS = 15;
  private static final int MOST_AT_ONCE = 200;
  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16_384;

  private final EdgeSettings edge;
  private final CloseableHttpClient http = client();

  PageFetch(EdgeSettings edge) {
    this.edge = edge;
  }

  /**
   * @param addresses where to connect to, in place of asking a resolver; the next one only if
   *     nothing listens at one
   * @throws PlatformUnavailable if nothing answers there
   */
  public Page fetch(String host, List<String> addresses) {
    String url = "http://" + host + (edge.port() == 80 ? "" : ":" + edge.port()) + "/";
    try {
      return fetch(url, host, addresses);
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
    }
  }

  private Page fetch(String url, String host, List<String> addresses) throws IOException {
    IOException deaf = new UnknownHostException("no address");
    for (String address : addresses) {
      try {
        return fetch(url, new HttpHost("http", InetAddress.getByName(address), host, edge.port()));
      } catch (ConnectException | ConnectTimeoutException e) {
        deaf = e;
      }
    }
    throw deaf;
  }

  private Page fetch(String url, HttpHost site) throws IOException {
    HttpGet get = new HttpGet(url);
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            get::cancel, CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS));
    long begun = System.nanoTime();
    try {
      int status = http.executeOpen(site, get, null).getCode();
      return new Page(status, Duration.ofNanos(System.nanoTime() - begun));
    } finally {
      limit.cancel(false);
      // The page itself is not read, and the connection is cut: a hostile page never ends.
      get.cancel();
    }
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }

  private static CloseableHttpClient client() {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(PATIENCE).build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_AT_ONCE)
                .setMaxConnPerRoute(MOST_AT_ONCE)
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
