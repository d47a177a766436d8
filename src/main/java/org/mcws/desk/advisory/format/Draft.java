package org.mcws.desk.advisory.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.engine.InvalidInput;

/** An advisory while it is being read. */
final class Draft {

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_DETAILS = 10_000;
  private static final int MOST_ALIASES = 500;

  private final String format;
  private final Set<String> aliases = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Set<Finding> findings = new LinkedHashSet<>();
  private final Severities severities = new Severities();
  private String id;
  private Kind kind = Kind.ADVISORY;
  private String title = "";
  private String details = "";
  private Optional<Instant> modified = Optional.empty();
  private Optional<Instant> withdrawn = Optional.empty();
  private boolean exploited;

  Draft(String format) {
    this.format = format;
  }

  /** The id, which must be fit for one. */
  Draft id(Part part) {
    return id(idOf(part));
  }

  /** An id that the reader made. */
  Draft id(String made) {
    String line = made.replaceAll("\\p{Cntrl}", " ").strip();
    // Capitals, by which it is kept, can be longer.
    this.id = isId(line) ? line : line.substring(0, Math.min(line.length(), LONGEST_ID / 3));
    return this;
  }

  String id() {
    return id;
  }

  Draft alias(Part part) {
    aliases.add(idOf(part));
    if (aliases.size() > MOST_ALIASES) {
      throw new InvalidInput(
          part.pointer(),
          "There are more than " + MOST_ALIASES + " aliases: no problem has so many.");
    }
    return this;
  }

  /** An alias that the reader made; what is no id is none. */
  Draft alias(String alias) {
    if (isId(alias)) {
      aliases.add(alias);
    }
    return this;
  }

  Draft kind(Kind value) {
    this.kind = value;
    return this;
  }

  Draft title(Optional<String> text) {
    text.filter(Draft::saysSomething).ifPresent(value -> title = value);
    return this;
  }

  Draft details(Optional<String> text) {
    text.ifPresent(value -> details = value);
    return this;
  }

  /** Something that people should know of how the document was understood. */
  Draft note(String text) {
    notes.add(text);
    return this;
  }

  Draft modified(Optional<Instant> moment) {
    this.modified = moment;
    return this;
  }

  Draft withdrawn(Optional<Instant> moment) {
    this.withdrawn = moment;
    return this;
  }

  Draft exploited(boolean said) {
    exploited |= said;
    return this;
  }

  Severities severities() {
    return severities;
  }

  Draft finding(Finding finding) {
    findings.add(finding);
    return this;
  }

  boolean tellsOfProblems() {
    return kind == Kind.ADVISORY;
  }

  boolean hasFindings() {
    return !findings.isEmpty();
  }

  Advisory finished() {
    aliases.remove(id);
    String told = details.replace("\r\n", "\n");
    return new Advisory(
        id,
        aliases,
        kind,
        format,
        line(title.isBlank() ? firstSentence(told).orElse(id) : title),
        cut(String.join("\n\n", withNotes(told)), LONGEST_DETAILS),
        modified,
        withdrawn,
        severities.highest(),
        exploited || severities.sayExploited(),
        List.copyOf(findings));
  }

  private List<String> withNotes(String told) {
    List<String> parts = new ArrayList<>();
    int room = LONGEST_DETAILS - notes.stream().mapToInt(note -> note.length() + 2).sum();
    if (!told.isEmpty()) {
      parts.add(cut(told, Math.max(room, LONGEST_DETAILS / 2)));
    }
    parts.addAll(notes);
    return parts;
  }

  /** The id that stands there. */
  static String idOf(Part part) {
    String text = part.text().orElseThrow(() -> part.refusal("is missing: give the problem's id"));
    if (!isId(text)) {
      throw part.refusal("is no id: give one line of at most " + LONGEST_ID + " characters");
    }
    return text;
  }

  static boolean isId(String text) {
    return !text.isBlank()
        && text.toUpperCase(Locale.ROOT).length() <= LONGEST_ID
        && text.chars().noneMatch(Character::isISOControl);
  }

  /** Some publishers' tools write these where a person was to write. */
  private static boolean saysSomething(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    return !word.isEmpty() && !word.equals("FIXME") && !word.equals("TODO") && !word.equals("TBD");
  }

  private static Optional<String> firstSentence(String text) {
    String[] sentences = text.strip().split("(?<=[.!?])\\s|\\R\\s*\\R", 2);
    return Optional.of(sentences[0].replaceFirst("^[#*\\s]+", "")).filter(s -> !s.isBlank());
  }

  private static String line(String text) {
    return cut(text.replaceAll("\\s+", " ").strip(), LONGEST_TITLE);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
