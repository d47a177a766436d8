package org.mcws.desk.docs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Does what the pages ask of people in a browser: {@code <address> <link> <field>=<value>...}
 * follows the link of that kind in a mail to the address and sends its form ({@code
 * code=from-the-mail} is the code beside the link), {@code <account>:<password> completes
 * <field>=<value>...} finishes the account's task.
 */
final class People {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern HIDDEN =
      Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"", Pattern.DOTALL);
  private static final Pattern CODE = Pattern.compile(": ([2-9A-Z]{6})\\s");
  private static final String FROM_THE_MAIL = "code=from-the-mail";

  private final String desk;
  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  People(String desk) {
    this.desk = desk;
  }

  void act(String words) {
    List<String> parts = List.of(words.split(" "));
    List<String> fields = parts.subList(2, parts.size());
    if (parts.get(1).equals("completes")) {
      complete(parts.get(0), fields);
    } else {
      follow(parts.get(0), parts.get(1), fields);
    }
  }

  private void follow(String address, String kind, List<String> given) {
    String mail = await().atMost(180, SECONDS).until(() -> mail(address, kind), m -> m != null);
    String link = desk + first(link(kind), mail);
    List<String> fields =
        given.stream()
            .map(field -> field.equals(FROM_THE_MAIL) ? "code=" + first(CODE, mail) : field)
            .toList();
    Matcher hidden = HIDDEN.matcher(send(get(link)).body());
    assertThat(hidden.find()).as("a form behind %s", link).isTrue();
    String form =
        Stream.concat(Stream.of("_csrf=" + hidden.group(1)), fields.stream())
            .map(People::encoded)
            .collect(Collectors.joining("&"));
    HttpRequest post =
        HttpRequest.newBuilder(URI.create(link))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    assertThat(send(post).body()).as("answer to %s", fields).contains("role=\"status\"");
  }

  /** The newest mail to the address with a link of the kind, or null. */
  private String mail(String address, String kind) {
    return Arrays.stream(send(get(desk + "/sandbox/mails")).body().split("<article>"))
        .filter(mail -> mail.contains("<span>" + address + "</span>"))
        .filter(mail -> link(kind).matcher(mail).find())
        .findFirst()
        .orElse(null);
  }

  private static Pattern link(String kind) {
    return Pattern.compile("(/links/" + kind + "/[\\w-]+)");
  }

  private static String first(Pattern pattern, String mail) {
    Matcher found = pattern.matcher(mail);
    assertThat(found.find()).as("%s in %s", pattern, mail).isTrue();
    return found.group(1);
  }

  private void complete(String login, List<String> fields) {
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    String tasks = desk + "/engine-rest/task";
    String task =
        await()
            .atMost(180, SECONDS)
            .until(
                () ->
                    read(send(signed(tasks + "?maxResults=1", basic).GET().build()).body())
                        .at("/0/id")
                        .asText(),
                id -> !id.isEmpty());
    ObjectNode variables = JSON.createObjectNode();
    for (String field : fields) {
      String[] pair = field.split("=", 2);
      variables.withObject("/variables/" + pair[0]).put("value", pair[1]);
    }
    HttpRequest submit =
        signed(tasks + "/" + task + "/submit-form", basic)
            .POST(BodyPublishers.ofString(variables.toString()))
            .build();
    assertThat(send(submit).statusCode()).isEqualTo(204);
  }

  private static HttpRequest.Builder signed(String url, String basic) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Authorization", basic)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest get(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return browser.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException(body, e);
    }
  }

  private static String encoded(String field) {
    String[] pair = field.split("=", 2);
    return pair[0] + "=" + URLEncoder.encode(pair[1], StandardCharsets.UTF_8);
  }
}
