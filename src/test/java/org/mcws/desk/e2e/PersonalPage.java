package org.mcws.desk.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page behind a link of a mail, in a browser that keeps cookies and sends hidden fields. */
final class PersonalPage {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final URI link;

  PersonalPage(String link) {
    this.link = URI.create(link);
  }

  /** The page as it is shown. */
  String open() {
    return send(HttpRequest.newBuilder(link).build(), 200);
  }

  /** Fills the form in and sends it. */
  String send(Map<String, String> fields) {
    Map<String, String> form = new TreeMap<>(fields);
    Matcher hidden = HIDDEN.matcher(open());
    while (hidden.find()) {
      form.put(hidden.group(1), hidden.group(2));
    }
    return send(post(form), 200);
  }

  /** Sends the form from somewhere else, without what only the page knows. */
  void forge(Map<String, String> fields) {
    send(post(fields), 403);
  }

  private HttpRequest post(Map<String, String> form) {
    String body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(link)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private String send(HttpRequest request, int status) {
    try {
      HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode())
          .as("%s %s: %s", request.method(), link, answer.body())
          .isEqualTo(status);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
