package org.mcws.desk.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The rules of one input of a form: its kind of value and what its {@code validate} demands. */
final class FieldRules {

  /** What the engine's column for text takes; a longer one would fail only when stored. */
  private static final int LONGEST_TEXT = 4000;

  // As form-js checks them.
  private static final Pattern EMAIL = Pattern.compile("^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$");
  private static final Pattern PHONE = Pattern.compile("^\\+[0-9 ()-]{4,20}$");

  private final JsonNode component;
  private final JsonNode validate;
  private final Map<String, Object> variables;
  private final Clock clock;
  private final Consumer<String> found;
  private final String label;

  FieldRules(
      JsonNode component, Map<String, Object> variables, Clock clock, Consumer<String> found) {
    this.component = component;
    this.validate = component.path("validate");
    this.variables = variables;
    this.clock = clock;
    this.found = found;
    this.label = label(component);
  }

  /** Checks the value; {@code missing} and null are the same, and so is empty text. */
  void check(JsonNode value, boolean visible) {
    if (isEmpty(value)) {
      if (visible && Feel.isTrue(validate.path("required"), variables)) {
        found.accept(label + " is required.");
      }
      return;
    }
    switch (component.path("type").asText()) {
      case "textfield", "textarea" -> text(value);
      case "number" -> number(value);
      case "checkbox" -> checkbox(value, visible);
      case "select", "radio" -> choice(value);
      case "checklist", "taglist" -> choices(value);
      case "datetime" -> moment(value);
      default ->
          found.accept(label + " is of a kind that the desk cannot check; tell the desk's makers.");
    }
  }

  static boolean isEmpty(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || value.isTextual() && value.textValue().isEmpty()
        || value.isArray() && value.isEmpty();
  }

  /** Equal, numbers by what they amount to. */
  static boolean same(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  static String label(JsonNode component) {
    String label = component.path("label").asText();
    boolean readable = !label.isBlank() && !label.startsWith("=") && !label.contains("{{");
    return "'" + (readable ? label : component.path("key").asText()) + "'";
  }

  private void text(JsonNode value) {
    if (!value.isTextual()) {
      found.accept(label + " must be text (type String).");
      return;
    }
    String text = value.textValue();
    BigDecimal longest =
        limit("maxLength")
            .orElse(BigDecimal.valueOf(LONGEST_TEXT))
            .min(BigDecimal.valueOf(LONGEST_TEXT));
    if (text.length() > longest.intValue()) {
      found.accept(
          label + " must have at most " + longest + " characters; it has " + text.length() + ".");
      return;
    }
    limit("minLength")
        .filter(least -> text.length() < least.intValue())
        .ifPresent(least -> found.accept(label + " must have at least " + least + " characters."));
    if (text.indexOf('\0') >= 0) {
      found.accept(label + " contains a NUL character; leave it out.");
    }
    String pattern = validate.path("pattern").asText();
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      found.accept(label + " does not have the form that is asked for (" + pattern + ").");
    }
    switch (validate.path("validationType").asText()) {
      case "email" -> {
        if (!EMAIL.matcher(text).matches()) {
          found.accept(label + " must be a mail address such as ann@example.org.");
        }
      }
      case "phone" -> {
        if (!PHONE.matcher(text).matches()) {
          found.accept(label + " must be a phone number such as +49 30 1234567.");
        }
      }
      default -> {}
    }
  }

  private void number(JsonNode value) {
    BigDecimal number;
    try {
      boolean asText = component.path("serializeToString").asBoolean(false);
      if (!(value.isNumber() || asText && value.isTextual())) {
        throw new NumberFormatException();
      }
      number = new BigDecimal(value.asText());
    } catch (NumberFormatException e) {
      found.accept(label + " must be a number.");
      return;
    }
    limit("min")
        .filter(least -> number.compareTo(least) < 0)
        .ifPresent(least -> found.accept(label + " must be at least " + least + "."));
    limit("max")
        .filter(most -> number.compareTo(most) > 0)
        .ifPresent(most -> found.accept(label + " must be at most " + most + "."));
    JsonNode digits = component.path("decimalDigits");
    if (digits.isInt() && number.stripTrailingZeros().scale() > digits.intValue()) {
      found.accept(
          digits.intValue() == 0
              ? label + " must be a whole number."
              : label + " must have at most " + digits.intValue() + " digits after the point.");
    }
  }

  private void checkbox(JsonNode value, boolean visible) {
    if (!value.isBoolean()) {
      found.accept(label + " must be true or false (type Boolean).");
    } else if (visible
        && !value.booleanValue()
        && Feel.isTrue(validate.path("required"), variables)) {
      found.accept(label + " must be ticked.");
    }
  }

  private void choice(JsonNode value) {
    Options options = Options.of(component, variables);
    if (!options.contains(value)) {
      found.accept(
          options.values().isEmpty()
              ? label + " offers nothing to choose here; leave it out."
              : label + " must be one of: " + options + ".");
    }
  }

  private void choices(JsonNode value) {
    if (!value.isArray()) {
      found.accept(label + " must be a JSON array (type Json).");
      return;
    }
    Options options = Options.of(component, variables);
    Set<JsonNode> seen = new HashSet<>();
    for (JsonNode item : value) {
      if (!options.contains(item)) {
        found.accept(label + " may contain only: " + options + ".");
        return;
      }
      if (!seen.add(item)) {
        found.accept(label + " names " + item.asText() + " twice.");
        return;
      }
    }
  }

  private void moment(JsonNode value) {
    String subtype = component.path("subtype").asText("date");
    try {
      if (!value.isTextual()) {
        throw new DateTimeException("no text");
      }
      String text = value.textValue();
      switch (subtype) {
        case "time" -> DateTimeFormatter.ISO_TIME.parse(text);
        case "datetime" -> inTime(LocalDate.from(DateTimeFormatter.ISO_DATE_TIME.parse(text)));
        default -> inTime(LocalDate.parse(text));
      }
    } catch (DateTimeException e) {
      String example =
          switch (subtype) {
            case "time" -> "13:05";
            case "datetime" -> "2027-03-31T13:05Z";
            default -> "2027-03-31";
          };
      found.accept(label + " must be text (type String) such as " + example + ".");
    }
  }

  private void inTime(LocalDate day) {
    if (component.path("disallowPassedDates").asBoolean(false)
        && day.isBefore(LocalDate.now(clock).minusDays(1))) {
      // A day of grace: the person's date line is unknown here.
      found.accept(label + " must not lie in the past.");
    }
  }

  private Optional<BigDecimal> limit(String name) {
    JsonNode limit = validate.path(name);
    Object value = Feel.isExpression(limit) ? Feel.evaluate(limit, variables) : limit.asText();
    try {
      return value == null || value.toString().isEmpty()
          ? Optional.empty()
          : Optional.of(new BigDecimal(value.toString()));
    } catch (NumberFormatException e) {
      throw new IllegalStateException("The form's " + name + " of " + label + " is no number", e);
    }
  }
}
