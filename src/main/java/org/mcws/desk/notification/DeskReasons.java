package org.mcws.desk.notification;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * The reasons that the desk itself gives. Processes write them down in English; readers get them in
 * their language: {@code words/reasons_<language>.properties}.
 */
public final class DeskReasons {

  private static final String NAME = "words.reasons";
  private static final ResourceBundle ENGLISH = in(Locale.ENGLISH);

  private DeskReasons() {}

  /**
   * The reason in this language.
   *
   * @param given as it was written down; what people have written stays as it is
   */
  public static String say(String given, Locale language) {
    return ENGLISH.keySet().stream()
        .filter(key -> ENGLISH.getString(key).equals(given))
        .findFirst()
        .map(in(language)::getString)
        .orElse(given);
  }

  private static ResourceBundle in(Locale language) {
    return ResourceBundle.getBundle(
        NAME, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
