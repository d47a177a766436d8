package org.mcws.desk.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * One way to misbehave.
 *
 * @param kind what goes wrong
 * @param method the HTTP method it strikes, or null for every one
 * @param path regular expression the request's path must match as a whole, or null for every path
 * @param times how many requests it strikes before it is spent, 1 or more
 * @param status the status of an {@link Kind#ERROR}, 503 if 0
 * @param delay how long a {@link Kind#DELAY} or {@link Kind#SILENCE} lasts, one second if null
 * @param afterEffect whether the request takes effect before its answer goes wrong
 * @param body regular expression that must be found in the request's body, or null for every body:
 *     some servers have one path for all that they are asked
 */
public record Fault(
    Kind kind,
    String method,
    String path,
    int times,
    int status,
    Duration delay,
    boolean afterEffect,
    String body) {

  public Fault {
    if (kind == null) {
      throw new IllegalArgumentException("kind: one of delay, error, cut, garbage, silence");
    }
    if (path != null) {
      Pattern.compile(path);
    }
    if (body != null) {
      Pattern.compile(body);
    }
    times = Math.max(1, times);
    status = status == 0 ? 503 : status;
    delay = delay == null ? Duration.ofSeconds(1) : delay;
  }

  /** One that strikes whatever the request's body says. */
  public Fault(
      Kind kind,
      String method,
      String path,
      int times,
      int status,
      Duration delay,
      boolean afterEffect) {
    this(kind, method, path, times, status, delay, afterEffect, null);
  }

  /** The next {@code times} requests fail in this way, whatever they ask. */
  public static Fault of(Kind kind, int times) {
    return new Fault(kind, null, null, times, 0, null, false);
  }

  boolean strikes(String requestMethod, String requestPath, String requestBody) {
    return (method == null || method.equalsIgnoreCase(requestMethod))
        && (path == null || requestPath.matches(path))
        && (body == null || Pattern.compile(body).matcher(requestBody).find());
  }

  Fault spent() {
    return times == 1
        ? null
        : new Fault(kind, method, path, times - 1, status, delay, afterEffect, body);
  }

  /** What goes wrong. */
  public enum Kind {
    /** The right answer comes late. */
    @JsonProperty("delay")
    DELAY,
    /** An error status with a body that is not JSON. */
    @JsonProperty("error")
    ERROR,
    /** The connection breaks in the middle of the answer. */
    @JsonProperty("cut")
    CUT,
    /** Status 200 with bytes that are no JSON. */
    @JsonProperty("garbage")
    GARBAGE,
    /** No answer; after the delay the connection closes. */
    @JsonProperty("silence")
    SILENCE
  }
}
