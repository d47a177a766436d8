package org.mcws.desk.delivery.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.mcws.desk.delivery.hook.HookMessage.Push;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Reads what GitHub, GitLab, Gitea and Forgejo post. What it says is only a hint to look at the
 * repository; so whatever is not understood is passed over, and never an error but where nobody
 * could tell what it is.
 */
@Component
public class HookReader {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Gitea and Forgejo send GitHub's header, too: theirs comes first. */
  private static final List<String> EVENTS =
      List.of("X-Forgejo-Event", "X-Gitea-Event", "X-Gitlab-Event", "X-GitHub-Event");

  /** GitLab's {@code Idempotency-Key} stays the same when it tries again, unlike its other ids. */
  private static final List<String> IDS =
      List.of(
          "webhook-id",
          "X-Forgejo-Delivery",
          "X-Gitea-Delivery",
          "X-GitHub-Delivery",
          "Idempotency-Key",
          "X-Gitlab-Event-UUID");

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
  private static final Pattern NO_COMMIT = Pattern.compile("0+");
  private static final Pattern MAIL =
      Pattern.compile("[^\\s\\p{Cntrl}@<>,;\"]{1,64}@[A-Za-z0-9.-]{3,253}");

  /** GitHub and GitLab hide addresses behind these, which take no mail. */
  private static final Pattern NOBODY =
      Pattern.compile("(?i)(no-?reply@.*|.*@(users\\.)?noreply\\..*)");

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_NAME = 255;

  /**
   * Reads a message.
   *
   * @param headers those that it came with
   * @param body as it was posted
   * @throws InvalidInput if no forge that the desk knows sends such a thing
   */
  public HookMessage read(HttpHeaders headers, byte[] body) {
    String event =
        first(headers, EVENTS)
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "/",
                        "The header that names the event is missing: GitHub, GitLab, Gitea and"
                            + " Forgejo send one of "
                            + String.join(", ", EVENTS)
                            + "."));
    JsonNode told = parse(body);
    String id =
        first(headers, IDS)
            .filter(sent -> !sent.isBlank() && sent.length() <= LONGEST_ID)
            .orElseGet(() -> DigestUtils.sha256Hex(body));
    return new HookMessage(id, shortened(event), push(told));
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new InvalidInput(
          "/", "The body is no JSON: choose application/json as the content type of the webhook.");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All forges tell of a push by where a ref was and where it is. */
  private static Optional<Push> push(JsonNode told) {
    String ref = told.path("ref").asText();
    String after = told.path("after").asText();
    boolean moved = ref.startsWith(HookMessage.HEADS) || ref.startsWith(HookMessage.TAGS);
    boolean gone = NO_COMMIT.matcher(after).matches();
    if (!moved || !told.hasNonNull("before") || !(gone || COMMIT.matcher(after).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        new Push(
            ref,
            gone ? Optional.empty() : Optional.of(after),
            defaultBranch(told).map(name -> ref.equals(HookMessage.HEADS + name)),
            pusher(told),
            mail(told)));
  }

  private static Optional<String> defaultBranch(JsonNode told) {
    return text(told, "/repository/default_branch", "/project/default_branch");
  }

  private static String pusher(JsonNode told) {
    return text(
            told,
            "/pusher/full_name",
            "/pusher/name",
            "/pusher/login",
            "/user_name",
            "/user_username",
            "/sender/login")
        .map(HookReader::shortened)
        .orElse("somebody");
  }

  private static Optional<String> mail(JsonNode told) {
    return text(told, "/pusher/email", "/user_email")
        .filter(mail -> MAIL.matcher(mail).matches())
        .filter(mail -> !NOBODY.matcher(mail).matches());
  }

  private static Optional<String> text(JsonNode told, String... pointers) {
    return Stream.of(pointers)
        .map(told::at)
        .filter(JsonNode::isTextual)
        .map(node -> node.textValue().strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static Optional<String> first(HttpHeaders headers, List<String> names) {
    return names.stream()
        .map(headers::getFirst)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  /** One line that the database can keep. */
  private static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) : line;
  }
}
