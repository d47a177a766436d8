package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.community.Communities;
import org.mcws.desk.engine.InvalidField;
import org.springframework.stereotype.Component;

/** Reads the start variable {@code question}, strictly, and says all that is wrong with it. */
@Component
class QuestionReader {

  private static final String FIELD = "/" + OwnerApprovalProcess.QUESTION;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final Validator validator;
  private final Communities communities;
  private final Approvals approvals;

  QuestionReader(Validator validator, Communities communities, Approvals approvals) {
    this.validator = validator;
    this.communities = communities;
    this.approvals = approvals;
  }

  /**
   * Reads a question.
   *
   * @param json text, or null if none was sent
   * @param found what is wrong is added here
   * @return the question; null if it could not even be read
   */
  Question read(String json, List<InvalidField> found) {
    Question question = parse(json, found);
    if (question == null) {
      return null;
    }
    validator.validate(question).stream()
        // The validator's own order changes from call to call.
        .map(
            violation ->
                field(pointer(violation.getPropertyPath().toString()), violation.getMessage()))
        .sorted(Comparator.comparing(InvalidField::field).thenComparing(InvalidField::message))
        .forEach(found::add);
    if (found.isEmpty()) {
      compare(question, found);
    }
    return question;
  }

  private static Question parse(String json, List<InvalidField> found) {
    if (json == null || json.isBlank() || json.strip().equals("null")) {
      found.add(field("", "is missing: send the variable (type Json)"));
      return null;
    }
    try {
      return JSON.readValue(json, Question.class);
    } catch (JsonMappingException e) {
      String at =
          e.getPath().stream()
              .map(
                  step ->
                      "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
              .collect(Collectors.joining());
      found.add(field(at, remedy(e)));
    } catch (JsonProcessingException e) {
      found.add(field("", "is no JSON"));
    }
    return null;
  }

  /** Against what the desk knows. */
  private void compare(Question question, List<InvalidField> found) {
    if (Kind.of(question.kind()).isEmpty()) {
      found.add(field("/kind", "is not known: use one of " + String.join(", ", Kind.labels())));
    }
    if (hasControls(question.title(), false) || hasControls(question.subject(), false)) {
      found.add(field("/title", "and the subject must each be one line"));
    }
    if (hasControls(question.detail(), true)) {
      found.add(field("/detail", "has a control character: leave it out"));
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < question.services().size(); i++) {
      ServiceChange service = question.services().get(i);
      if (!ids.add(service.id())) {
        found.add(field("/services/" + i + "/id", "is named twice: name each service once"));
      }
      if (hasControls(service.line(), false)) {
        found.add(field("/services/" + i, "must be one line"));
      }
    }
    if (!communities.existsById(question.community())) {
      found.add(field("/community", "names no community that the desk has"));
    } else {
      approvals
          .findOpen(question.community(), question.subject(), question.managedBy())
          .ifPresent(
              open ->
                  found.add(
                      field(
                          "/subject",
                          "is asked about already by the approval " + open + ": wait for that")));
    }
  }

  private static boolean hasControls(String text, boolean severalLines) {
    return text != null
        && text.chars()
            .anyMatch(
                c -> Character.isISOControl(c) && !(severalLines && "\n\r\t".indexOf(c) >= 0));
  }

  private static InvalidField field(String pointer, String message) {
    String name = (FIELD + pointer).substring(1);
    return new InvalidField(FIELD + pointer, "'" + name + "' " + message + ".");
  }

  private static String pointer(String propertyPath) {
    return "/"
        + propertyPath
            .replaceAll("\\.<[a-z ]+>", "")
            .replaceAll("\\[([^]]*)]", "/$1")
            .replace('.', '/');
  }

  private static String remedy(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "is not known: use one of "
          + unknown.getKnownPropertyIds().stream()
              .map(Object::toString)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    return "has not the kind of value that is asked for";
  }
}
