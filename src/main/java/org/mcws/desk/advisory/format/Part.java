package org.mcws.desk.advisory.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.engine.InvalidInput;

/**
 * A part of a document, which knows where it stands in it. Whoever asks for a text, a list or an
 * object gets one or a refusal that names the place; null and empty count as not there, since
 * publishers write either.
 */
public final class Part {

  private final JsonNode node;
  private final String pointer;

  private Part(JsonNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  /** The whole document. */
  public static Part whole(JsonNode document) {
    return new Part(document, "");
  }

  /** Where it stands, as a JSON pointer. */
  String pointer() {
    return pointer.isEmpty() ? "/" : pointer;
  }

  /** What stands under this name, or a part that is not there. */
  Part at(String field) {
    JsonNode child = node.get(field);
    return new Part(
        child == null ? MissingNode.getInstance() : child,
        pointer + "/" + field.replace("~", "~0").replace("/", "~1"));
  }

  boolean isThere() {
    return !node.isMissingNode() && !node.isNull() && !(node.isTextual() && asText().isEmpty());
  }

  boolean isObject() {
    return node.isObject();
  }

  boolean isList() {
    return node.isArray();
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean isNumber() {
    return node.isNumber();
  }

  boolean has(String field) {
    return at(field).isThere();
  }

  /** The text, as written; numbers count as texts. */
  Optional<String> text() {
    if (!isThere()) {
      return Optional.empty();
    }
    if (!node.isValueNode()) {
      throw refusal("must be a text");
    }
    return Optional.of(asText());
  }

  Optional<String> text(String field) {
    return at(field).text();
  }

  String required(String field) {
    return text(field).orElseThrow(() -> at(field).refusal("is missing: give it"));
  }

  /** The number, if it is one or a text of one. */
  Optional<Double> number(String field) {
    return text(field)
        .map(
            text -> {
              try {
                return Double.valueOf(text);
              } catch (NumberFormatException e) {
                throw at(field).refusal("must be a number");
              }
            });
  }

  /** Whether it is true, or says so. */
  boolean isTrue() {
    return node.asBoolean(false);
  }

  /** The elements of the list; none if there is none. */
  List<Part> list() {
    if (!isThere()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw refusal("must be a list");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      parts.add(new Part(node.get(i), pointer + "/" + i));
    }
    return parts;
  }

  List<Part> list(String field) {
    return at(field).list();
  }

  /** The elements of a list of objects; null is passed over. */
  List<Part> objects(String field) {
    List<Part> parts = list(field).stream().filter(Part::isThere).toList();
    parts.forEach(Part::mustBeObject);
    return parts;
  }

  /** The elements of a list of texts; null and empty ones are passed over. */
  List<String> texts(String field) {
    return list(field).stream().flatMap(part -> part.text().stream()).toList();
  }

  /** The text, or the texts of the list, whichever is written. */
  List<String> textOrTexts(String field) {
    Part part = at(field);
    return part.isList() ? texts(field) : part.text().stream().toList();
  }

  /** What stands under this name, which must be an object if it is there. */
  Part object(String field) {
    Part part = at(field);
    if (part.isThere()) {
      part.mustBeObject();
    }
    return part;
  }

  /** The object's fields, in their order; none if it is no object. */
  Map<String, Part> fields() {
    Map<String, Part> fields = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
    return fields;
  }

  void mustBeObject() {
    if (!node.isObject()) {
      throw refusal("must be an object");
    }
  }

  /** The moment; a date alone is its first, and where no zone is given UTC is meant. */
  Optional<Instant> instant(String field) {
    return text(field).map(text -> at(field).moment(text));
  }

  private Instant moment(String text) {
    try {
      TemporalAccessor parsed =
          DateTimeFormatter.ofPattern(
                  "yyyy-MM-dd[['T'][' ']HH:mm[:ss[.SSSSSSSSS][.SSSSSSSS]"
                      + "[.SSSSSSS][.SSSSSS][.SSSSS][.SSSS][.SSS][.SS][.S]][ ][XXX][XX]]")
              .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof OffsetDateTime moment) {
        return moment.toInstant();
      }
      return parsed instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : ((LocalDate) parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw refusal("is no date: write one such as 2026-03-01T12:00:00Z");
    }
  }

  /** A short text that is the same for the same content, for what has no name. */
  String digest() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(node.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param problem what is wrong and what would be right, going on from the part's name
   */
  InvalidInput refusal(String problem) {
    String name = pointer.isEmpty() ? "The document" : "'" + shortened(pointer.substring(1)) + "'";
    return new InvalidInput(pointer(), name + " " + problem + ".");
  }

  /** Without control characters: the database keeps no NUL, and nobody can read the others. */
  private String asText() {
    String text = node.asText();
    boolean plain = text.chars().noneMatch(c -> Character.isISOControl(c) && !isSpace(c));
    return (plain ? text : text.replaceAll("[\\p{Cntrl}&&[^\\n\\r\\t]]", " ")).strip();
  }

  private static boolean isSpace(int character) {
    return character == '\n' || character == '\r' || character == '\t';
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
