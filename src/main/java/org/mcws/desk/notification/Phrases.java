package org.mcws.desk.notification;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Collectors;

/**
 * Sentences in one of the desk's languages: {@code words/<name>_<language>.properties}. English for
 * languages that the desk does not speak.
 */
public final class Phrases {

  private final ResourceBundle bundle;

  private Phrases(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /**
   * @throws java.util.MissingResourceException if there are none of this name
   */
  public static Phrases of(String name, Locale language) {
    return new Phrases(
        ResourceBundle.getBundle(
            "words." + name, language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES)));
  }

  /** The language that is spoken. */
  public Locale language() {
    return bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
  }

  /**
   * The sentence of this name, in which {0}, {1} … stand for what is to be filled in.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public String say(String key, Object... parts) {
    String text = bundle.getString(key);
    for (int i = 0; i < parts.length; i++) {
      text = text.replace("{" + i + "}", parts[i] == null ? "" : parts[i].toString());
    }
    return text.strip();
  }

  /** All sentences by their names, for a page. */
  public Map<String, String> all() {
    return bundle.keySet().stream().collect(Collectors.toMap(key -> key, bundle::getString));
  }
}
