package org.mcws.desk.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.notification.DeskReason;
import org.mcws.desk.notification.Phrases;

/**
 * What approvals say to people, in one of the desk's languages: {@code
 * words/approval_<language>.properties}. English for languages that the desk does not speak.
 */
final class Words {

  /** What the API and Tasklist speak. */
  static final Words ENGLISH = Words.in(Locale.ENGLISH);

  private final Phrases phrases;
  private final Locale locale;

  private Words(Phrases phrases) {
    this.phrases = phrases;
    this.locale = phrases.language();
  }

  static Words in(Locale language) {
    return new Words(Phrases.of("approval", language));
  }

  /** The language that is spoken, for the page's {@code lang}. */
  String language() {
    return locale.getLanguage();
  }

  /** The sentence of this name, in which {0}, {1} … stand for what is to be filled in. */
  String say(String key, Object... parts) {
    return phrases.say(key, parts);
  }

  /** A reason that may be the desk's own. */
  String reason(String given) {
    return DeskReason.say(given, locale);
  }

  /** A moment as people say it, with the name of the time zone. */
  String date(Instant moment, ZoneId zone) {
    return moment == null
        ? ""
        : DateTimeFormatter.ofPattern(say("date"), locale).format(moment.atZone(zone))
            + " ("
            + zone.getId()
            + ")";
  }

  String day(LocalDate day) {
    return DateTimeFormatter.ofPattern(say("day"), locale).format(day);
  }

  /** All sentences by their names, for a page. */
  Map<String, String> all() {
    return phrases.all();
  }
}
