package org.mcws.desk.delivery;

import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.mcws.desk.delivery.Delivery.Word;
import org.mcws.desk.engine.People;
import org.mcws.desk.engine.ProcessBean;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.update.events.UpdateOutcome.Step;
import org.springframework.stereotype.Component;

/** What gateways, tasks and the update of the service read about a delivery. */
@Component
@ProcessBean
public class DeliveryFacts {

  /** The engine keeps texts of 4,000 characters. */
  private static final int LONGEST = 3000;

  private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]<>#|~!:.@&]");

  private final DeliveryProcess process;
  private final DeliverySources sources;
  private final Releases releases;
  private final DeliveryQueue queue;
  private final DeliveryLimits limits;
  private final Inventory inventory;

  DeliveryFacts(
      DeliveryProcess process,
      DeliverySources sources,
      Releases releases,
      DeliveryQueue queue,
      DeliveryLimits limits,
      Inventory inventory) {
    this.process = process;
    this.sources = sources;
    this.releases = releases;
    this.queue = queue;
    this.limits = limits;
    this.inventory = inventory;
  }

  /** Whether a release is brought back, whose image is there. */
  public boolean isRelease(DelegateExecution execution) {
    return process.of(execution).release().isPresent();
  }

  public boolean isStaged(DelegateExecution execution) {
    return source(execution).isStaged();
  }

  /** Whether owners have to say go: not for the last few releases, which they have seen running. */
  public boolean mustAsk(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    boolean asks = source(execution).mode().owners() > 0;
    return asks
        && delivery.release().filter(number -> isRecent(delivery.service(), number)).isEmpty();
  }

  private boolean isRecent(String service, int number) {
    return releases.findTop10ByServiceOrderByNumberDesc(service).stream()
        .limit(limits.now().releasesWithoutQuestion())
        .anyMatch(release -> release.number() == number);
  }

  /** Whether something newer waits, so that nobody need be asked about this. */
  public boolean isOvertaken(DelegateExecution execution) {
    Delivery delivery = process.of(execution);
    // What comes in this moment must find that the owners are asked, or be found.
    DeliverySource source = sources.lock(delivery.service()).orElseThrow();
    return queue.isOvertaken(delivery, source);
  }

  public boolean isGo(DelegateExecution execution) {
    return process.of(execution).word().equals(Optional.of(Word.GO));
  }

  public boolean isLive(DelegateExecution execution) {
    return process.of(execution).production().equals(Optional.of(Step.UPDATED));
  }

  // --- for the update of the service

  public String service(DelegateExecution execution) {
    return process.of(execution).service();
  }

  public String image(DelegateExecution execution) {
    return process.of(execution).image().orElseThrow();
  }

  /** The revision of what it is told in production; null to leave that as it is. */
  public Integer settings(DelegateExecution execution) {
    return process.of(execution).configuration().orElse(null);
  }

  public String subject(DelegateExecution execution) {
    return process.of(execution).subject();
  }

  public String reason(DelegateExecution execution) {
    return DeliveryWords.what(process.of(execution));
  }

  // --- for people

  public String owners(DelegateExecution execution) {
    return People.ownersOf(
        inventory.find(process.of(execution).service()).orElseThrow().community());
  }

  public String what(DelegateExecution execution) {
    return plain(DeliveryWords.what(process.of(execution)));
  }

  public String message(DelegateExecution execution) {
    return plain(process.of(execution).message().orElse(""));
  }

  /** What the owners have said when they wanted help. */
  public String said(DelegateExecution execution) {
    return plain(DeliveryWish.text(execution.getVariable(DeliveryProcess.WORDS)).orElse(""));
  }

  /** Whether nothing begins by itself. */
  public boolean isPaused(DelegateExecution execution) {
    return source(execution).isPaused();
  }

  /** Forms take texts for Markdown; of what others have written nothing is to become a link. */
  private static String plain(String text) {
    String plain = MARKUP.matcher(text).replaceAll("\\\\$0");
    return plain.length() > LONGEST ? plain.substring(0, LONGEST).replaceAll("\\\\+$", "") : plain;
  }

  /** The end of the log, so that a form shows it as it is. */
  public String log(DelegateExecution execution) {
    String log = process.of(execution).log().orElse("").replace("```", "'''");
    String kept = log.length() > LONGEST ? log.substring(log.length() - LONGEST) : log;
    return kept.isEmpty() ? "(nothing was printed)" : "```\n" + kept + "\n```";
  }

  private DeliverySource source(DelegateExecution execution) {
    return sources.findById(process.of(execution).service()).orElseThrow();
  }
}
