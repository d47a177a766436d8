package org.mcws.desk.rollout;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.advisory.AdvisoryRegister;
import org.springframework.stereotype.Component;

/** Writes what owners are asked. */
@Component
class Questions {

  private static final String KIND = "security-update";
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_DETAIL = 1500;

  private final AdvisoryRegister register;
  private final ObjectMapper json;

  Questions(AdvisoryRegister register, ObjectMapper json) {
    this.register = register;
    this.json = json;
  }

  Writer about(Rollout rollout) {
    String details = register.find(rollout.advisory()).map(Advisory::details).orElse("");
    return new Writer(rollout, details);
  }

  /** Writes the questions of one rollout. */
  final class Writer {

    private final Rollout rollout;
    private final String details;

    private Writer(Rollout rollout, String details) {
      this.rollout = rollout;
      this.details = details;
    }

    /**
     * The question for one community, as JSON.
     *
     * @param managedBy ops or community
     * @param part which part of the community's services, from 0
     */
    String write(String community, String managedBy, List<AffectedService> asked, int part) {
      ObjectNode question = json.createObjectNode();
      question.put("community", community);
      question.put("subject", rollout.subjectOfWave(part));
      question.put("kind", KIND);
      question.put(
          "title", Rollouts.cut(rollout.advisory() + ": " + rollout.title(), LONGEST_TITLE));
      question.put("detail", Rollouts.cut(printable(detail(asked)), LONGEST_DETAIL));
      question.put("link", "/api/rollouts/" + rollout.id());
      question.put(
          "riskClass",
          asked.stream().map(AffectedService::riskClass).min(String::compareTo).orElseThrow());
      question.put("managedBy", managedBy);
      question.put("destructive", false);
      ArrayNode services = question.putArray("services");
      asked.forEach(
          service ->
              services.addObject().put("id", service.service()).put("change", change(service)));
      return question.toString();
    }

    private String detail(List<AffectedService> asked) {
      String found =
          asked.stream()
              .map(AffectedService::changes)
              .distinct()
              .limit(10)
              .reduce((a, b) -> a + "\n" + b)
              .orElse("");
      return details.isBlank() ? found : found + "\n\n" + details;
    }
  }

  /** Publishers write what they like; a question has lines and tabs, and no other controls. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\r\t]]", " ");
  }

  /** What is to change, such as {@code wordpress:6.8.3 → wordpress:6.8.4}. */
  static String change(AffectedService service) {
    return (service.fromImage() == null ? "?" : service.fromImage())
        + " → "
        + (service.targetImage() == null ? "?" : service.targetImage());
  }
}
