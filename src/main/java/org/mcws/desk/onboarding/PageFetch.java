package org.mcws.desk.onboarding;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.springframework.stereotype.Component;

/**
 * Fetches a site's page by its name from the addresses that the authoritative server gave, since
 * the resolver of the machine the desk runs on may not know the name yet.
 */
@Component
class PageFetch {

  private static final Timeout PATIENCE = Timeout.ofSeconds(5);

  private final EdgeSettings edge;

  PageFetch(EdgeSettings edge) {
    this.edge = edge;
  }

  /**
   * @param addresses where to connect to, in place of asking a resolver
   * @throws PlatformUnavailable if nothing answers there
   */
  Page fetch(String host, List<String> addresses) {
    String url = "http://" + host + (edge.port() == 80 ? "" : ":" + edge.port()) + "/";
    try (CloseableHttpClient http = client(addresses)) {
      return http.execute(new HttpGet(url), response -> new Page(response.getCode()));
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

  private static CloseableHttpClient client(List<String> addresses) {
    return HttpClients.custom()
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(PATIENCE).build())
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new Known(addresses))
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
   */
  record Page(int status) {

    /** Whether a site answered: with a page, a redirect, or a request to log in. */
    boolean isThere() {
      return status >= 200 && status < 400 || status == 401 || status == 403;
    }
  }
}
