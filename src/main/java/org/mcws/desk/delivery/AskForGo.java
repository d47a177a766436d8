package org.mcws.desk.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.mcws.desk.approval.asking.OwnerQuestions;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.springframework.stereotype.Component;

/** Asks the community's owners whether the new version may be released. */
@Component
class AskForGo implements JavaDelegate {

  private static final String KIND = "delivery";
  private static final String MANAGED_BY = "community";
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_CHANGE = 400;

  private final DeliveryProcess process;
  private final OwnerQuestions questions;
  private final DeliverySources sources;
  private final Inventory inventory;
  private final Staging staging;
  private final ObjectMapper json;
  private final Clock clock;

  AskForGo(
      DeliveryProcess process,
      OwnerQuestions questions,
      DeliverySources sources,
      Inventory inventory,
      Staging staging,
      ObjectMapper json,
      Clock clock) {
    this.process = process;
    this.questions = questions;
    this.sources = sources;
    this.inventory = inventory;
    this.staging = staging;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    delivery.asked(questions.ask(question(delivery)), clock.instant());
  }

  private String question(Delivery delivery) {
    DeliveredService service = inventory.find(delivery.service()).orElseThrow();
    DeliverySource source = sources.findById(delivery.service()).orElseThrow();
    String what = DeliveryWords.what(delivery).replaceAll("\\p{Cntrl}", " ");
    ObjectNode question = json.createObjectNode();
    question.put("community", service.community());
    question.put("subject", delivery.subject());
    question.put("kind", KIND);
    question.put("title", cut(service.id() + ", " + what, LONGEST_TITLE));
    question.put("detail", detail(delivery, service, source));
    question.put("link", "/api/deliveries/" + delivery.id());
    question.put("riskClass", DeliveryProcess.RISK_CLASS);
    question.put("managedBy", MANAGED_BY);
    question.put("destructive", false);
    question.put("owners", source.mode().owners());
    question
        .putArray("services")
        .addObject()
        .put("id", service.id())
        .put("change", cut(what, LONGEST_CHANGE));
    return question.toString();
  }

  private String detail(Delivery delivery, DeliveredService service, DeliverySource source) {
    StringBuilder detail = new StringBuilder();
    String who = delivery.askedBy();
    detail.append(who.equals(DeliveryQueue.DESK) ? "Found by the desk" : "Wanted by " + who);
    source
        .git()
        .filter(git -> delivery.commit().isPresent())
        .ifPresent(git -> detail.append(", from ").append(address(git)));
    detail.append(".");
    if (delivery.stagedAt().isPresent()) {
      staging
          .host(service)
          .ifPresent(host -> detail.append("\nIt can be looked at in staging: ").append(host));
    }
    return detail.toString().replaceAll("[\\p{Cntrl}&&[^\n]]", " ");
  }

  private static String address(GitSource git) {
    return git.ref().isEmpty() ? git.url() : git.url() + ", " + git.ref();
  }

  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
  }
}
