package org.mcws.desk.onboarding.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads the start variables of an onboarding, strictly: an unknown property is refused, since it is
 * most often a misspelt one. Empty texts and objects, which forms send for fields left alone, count
 * as not given.
 */
@Component
public class RequestReader {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  private static final Pattern LONG_TEXT =
      Pattern.compile("/project/(summary|audience|maintainer)|/services/[0-9]+/dockerfile");

  private final Validator validator;

  RequestReader(Validator validator) {
    this.validator = validator;
  }

  /**
   * Reads the variables; what is wrong is added to the findings.
   *
   * @param variables the start variables by name, each as JSON
   * @return the request, whose broken parts are null
   */
  public OnboardingRequest read(Map<String, JsonNode> variables, Findings findings) {
    OnboardingRequest request =
        new OnboardingRequest(
            part(variables, "community", new TypeReference<>() {}, findings),
            part(variables, "requester", new TypeReference<>() {}, findings),
            part(variables, "project", new TypeReference<>() {}, findings),
            part(variables, "owners", new TypeReference<>() {}, findings),
            part(variables, "services", new TypeReference<>() {}, findings));
    validator.validate(request).stream()
        // The validator's own order changes from call to call.
        .sorted(
            Comparator.comparing((ConstraintViolation<?> v) -> v.getPropertyPath().toString())
                .thenComparing(ConstraintViolation::getMessage))
        .forEach(
            violation -> {
              String field = pointer(violation.getPropertyPath().toString());
              if (!findings.concern(field)) {
                findings.add(field, violation.getMessage());
              }
            });
    return request;
  }

  /** The request as it was written by {@link #write}. */
  public OnboardingRequest read(String json) {
    try {
      return JSON.readValue(json, OnboardingRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored request cannot be read", e);
    }
  }

  public String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T part(
      Map<String, JsonNode> variables, String name, TypeReference<T> type, Findings findings) {
    JsonNode node = pruned(variables.get(name));
    if (node == null) {
      return null;
    }
    refuseControls("/" + name, node, findings);
    try {
      return JSON.treeToValue(node, JSON.constructType(type));
    } catch (JsonMappingException e) {
      findings.add("/" + name + pointer(e), remedy(e));
      return null;
    } catch (JsonProcessingException e) {
      findings.add("/" + name, "is no JSON");
      return null;
    }
  }

  /** No text may hold what no keyboard types; only long texts may have several lines. */
  private static void refuseControls(String field, JsonNode node, Findings findings) {
    if (node.isTextual()) {
      boolean severalLines = LONG_TEXT.matcher(field).matches();
      if (node.textValue()
          .chars()
          .anyMatch(
              c -> Character.isISOControl(c) && !(severalLines && "\n\r\t".indexOf(c) >= 0))) {
        findings.add(field, "has a line break or control character: leave it out");
      }
    } else if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(e -> refuseControls(field + "/" + e.getKey(), e.getValue(), findings));
    } else {
      for (int i = 0; i < node.size(); i++) {
        refuseControls(field + "/" + i, node.get(i), findings);
      }
    }
  }

  private static JsonNode pruned(JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isTextual()) {
      String text = node.textValue().strip();
      return text.isEmpty() ? null : JsonNodeFactory.instance.textNode(text);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      array.forEach(
          item -> {
            JsonNode child = pruned(item);
            if (child != null) {
              kept.add(child);
            }
          });
      return kept.isEmpty() ? null : kept;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode kept = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(
              field -> {
                JsonNode child = pruned(field.getValue());
                if (child != null) {
                  kept.set(field.getKey(), child);
                }
              });
      return kept.isEmpty() ? null : kept;
    }
    return node;
  }

  private static String pointer(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "/" + step.getIndex() : "/" + step.getFieldName())
        .collect(Collectors.joining());
  }

  private static String pointer(String propertyPath) {
    // A violation of a list's element ends in <list element>, which is the element itself.
    return "/"
        + propertyPath
            .replaceAll("\\.<[a-z ]+>", "")
            .replaceAll("\\[([^]]*)]", "/$1")
            .replace('.', '/');
  }

  private static String remedy(JsonMappingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      List<String> known =
          unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
      return "is not known: use one of " + String.join(", ", known);
    }
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return e.getCause().getMessage();
    }
    return "has the wrong type: " + e.getOriginalMessage().lines().findFirst().orElse("");
  }
}
