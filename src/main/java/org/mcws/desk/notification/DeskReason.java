package org.mcws.desk.notification;

import java.util.Arrays;
import java.util.Locale;

/**
 * A reason that the desk itself gives. Processes write it down in English; readers get it in their
 * language: {@code words/reasons_<language>.properties}.
 */
public enum DeskReason {
  ADVISORY_WITHDRAWN("advisoryWithdrawn"),
  NOT_AFFECTED("notAffected"),
  NEWER_WORD("newerWord"),
  RUNS_FIXED("runsFixed"),
  NOBODY_ANSWERED("nobodyAnswered");

  private final String key;

  DeskReason(String key) {
    this.key = key;
  }

  /** As it is written down. */
  public String text() {
    return in(Locale.ENGLISH);
  }

  /**
   * A reason in this language.
   *
   * @param given as it was written down; what people have written stays as it is
   */
  public static String say(String given, Locale language) {
    return Arrays.stream(values())
        .filter(reason -> reason.text().equals(given))
        .findFirst()
        .map(reason -> reason.in(language))
        .orElse(given);
  }

  private String in(Locale language) {
    return Phrases.of("reasons", language).say(key);
  }
}
