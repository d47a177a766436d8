package org.mcws.desk.platform;

import java.net.URI;
import java.net.http.HttpClient;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Makes the HTTP clients with which the adapters speak to the platform. */
public final class PlatformHttp {

  private PlatformHttp() {}

  /**
   * A client that never repeats a request that changes something: unlike {@code HttpURLConnection},
   * the JDK's {@link HttpClient} sends a POST, PUT, PATCH or DELETE once when the connection
   * breaks. Redirects are not followed, since a redirected write would be a different request.
   */
  public static RestClient.Builder client(URI baseUrl, HttpTimeouts timeouts) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeouts.connect())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(timeouts.read());
    return RestClient.builder().requestFactory(requests).baseUrl(baseUrl.toString());
  }
}
