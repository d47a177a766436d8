package org.mcws.desk.platform.mail.james;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * What WebAdmin answered.
 *
 * @param request the request in words, for messages
 * @param status the HTTP status
 * @param body the body as text
 */
record JamesAnswer(String request, int status, String body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The body of a 200. */
  <T> T value(TypeReference<T> type) {
    if (status != 200) {
      throw unusable();
    }
    try {
      T value = JSON.readValue(body, type);
      if (value == null) {
        throw unusable();
      }
      return value;
    } catch (JacksonException e) {
      throw unusable();
    }
  }

  /** Accepts a 204 only, because an intermediate can answer 200 in James' name. */
  void expectDone() {
    if (status != 204) {
      throw unusable();
    }
  }

  /**
   * As {@link #expectDone()}, but takes James' own 400, 404 and 409 for a no.
   *
   * @param code what was refused, as an error code
   * @param what what was refused, in words
   */
  void expectDoneOr(String code, String what) {
    if (status == 400 || status == 404 || status == 409) {
      JamesProblem problem = problem().orElseThrow(this::unusable);
      if (!problem.message().endsWith("can not be found")) {
        throw new PlatformRefusal(
            code, "The mail server refuses %s: %s.".formatted(what, problem.text()));
      }
    }
    expectDone();
  }

  /** Whether James itself says that this thing does not exist, in the words it has for that. */
  boolean saysAbsent(String words) {
    return status == 404 && problem().filter(one -> one.message().startsWith(words)).isPresent();
  }

  boolean isConflict() {
    return status == 409 && problem().isPresent();
  }

  /** James' reason, if the body is one. */
  Optional<JamesProblem> problem() {
    try {
      return Optional.ofNullable(JSON.readValue(body, JamesProblem.class))
          .filter(problem -> problem.statusCode() == status && problem.message() != null);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  PlatformUnavailable unusable() {
    return new PlatformUnavailable(
        "%s was answered with %s. %s".formatted(request, summary(), advice()));
  }

  private String summary() {
    String text = body.strip().replaceAll("\\s+", " ");
    return status
        + (text.isEmpty()
            ? " and no body"
            : " and " + text.substring(0, Math.min(200, text.length())));
  }

  private String advice() {
    if (status == 401 || status == 403) {
      return "James wants a token: set desk.mail.james.token to a JSON Web Token with the claim"
          + " \"admin\": true that has not expired and is signed with James' key.";
    }
    if (status >= 500) {
      return "Look into the mail server's log; the desk tries again.";
    }
    if (status >= 300 && status < 400) {
      return "Point desk.mail.james.url at WebAdmin itself: redirects are not followed.";
    }
    return "This is not what Apache James 3.8 answers: check that desk.mail.james.url is WebAdmin's"
        + " address, such as http://127.0.0.1:8000, and not a proxy's or another server's.";
  }
}
