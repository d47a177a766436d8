package org.mcws.desk.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.util.unit.DataSize;

/**
 * Speaks HTTP with servers whose names strangers have chosen: a request ends in time however slowly
 * the answer drips, an answer is only so long, nothing is remembered from one request to the next,
 * and addresses inside the platform are reached only where Ops have said so. The JDK's client,
 * which the other adapters use, can't be told which address to take for a name.
 */
public final class CarefulHttp implements AutoCloseable {

  private static final int MOST_HEADERS = 200;
  private static final int LONGEST_LINE = 16_384;
  private static final TimeValue IDLE = TimeValue.ofSeconds(20);

  private final HttpTimeouts timeouts;
  private final DataSize longest;
  private final CloseableHttpClient toKnown;
  private final CloseableHttpClient toStrangers;

  /**
   * @param timeouts a request ends after their sum
   * @param longest how long an answer may be when it is unpacked
   */
  public CarefulHttp(HttpTimeouts timeouts, DataSize longest) {
    this.timeouts = timeouts;
    this.longest = longest;
    this.toKnown = client(SystemDefaultDnsResolver.INSTANCE, timeouts);
    this.toStrangers = client(new PublicAddresses(), timeouts);
  }

  /**
   * Sends a request once and follows no redirect.
   *
   * @param known whether the server may have a private address
   * @throws PublicAddresses.PrivateAddress if the server has one and may not
   * @throws IOException if there is no whole answer in time, or it is too long
   */
  public HttpAnswer send(String method, URI uri, boolean known, Map<String, String> headers)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, uri);
    headers.forEach(request::setHeader);
    return send(request, uri, known);
  }

  /**
   * Posts a text in JSON once and follows no redirect, as {@link #send}.
   *
   * @param known whether the server may have a private address
   * @throws PublicAddresses.PrivateAddress if the server has one and may not
   * @throws IOException if there is no whole answer in time, or it is too long; whether the server
   *     has done what it was asked for is unknown
   */
  public HttpAnswer post(URI uri, boolean known, Map<String, String> headers, String json)
      throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase("POST", uri);
    headers.forEach(request::setHeader);
    request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
    return send(request, uri, known);
  }

  private HttpAnswer send(HttpUriRequestBase request, URI uri, boolean known) throws IOException {
    int longestBody = (int) longest.toBytes();
    Duration patience = timeouts.connect().plus(timeouts.read());
    TimeLimit limit = TimeLimit.of(patience, request::cancel);
    try {
      return (known ? toKnown : toStrangers)
          .execute(
              request,
              response -> {
                byte[] body = new byte[0];
                if (response.getEntity() != null) {
                  body = response.getEntity().getContent().readNBytes(longestBody + 1);
                }
                if (body.length > longestBody) {
                  request.cancel();
                  throw new IOException("the answer is longer than " + words(longest));
                }
                return new HttpAnswer(
                    uri, response.getCode(), List.of(response.getHeaders()), body);
              });
    } finally {
      limit.lift();
    }
  }

  private static String words(DataSize size) {
    return size.toMegabytes() > 0 ? size.toMegabytes() + " MiB" : size.toKilobytes() + " KiB";
  }

  @Override
  public void close() {
    toKnown.close(CloseMode.IMMEDIATE);
    toStrangers.close(CloseMode.IMMEDIATE);
  }

  /**
   * A client as careful as this, for those who read an answer while it comes.
   *
   * @param names what finds the addresses, such as {@link PublicAddresses}
   */
  public static CloseableHttpClient client(DnsResolver names, HttpTimeouts timeouts) {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .evictExpiredConnections()
        .evictIdleConnections(IDLE)
        .setUserAgent("mcws-desk")
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setAuthenticationEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(timeouts.read()))
                .setResponseTimeout(Timeout.of(timeouts.read()))
                .build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(names)
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
                        .setConnectTimeout(Timeout.of(timeouts.connect()))
                        .setSocketTimeout(Timeout.of(timeouts.read()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build())
        .build();
  }
}
