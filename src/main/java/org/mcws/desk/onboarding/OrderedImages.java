package org.mcws.desk.onboarding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.BuildProgress;
import org.mcws.desk.build.events.BuildEnded;
import org.mcws.desk.engine.ProcessBean;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedBuild;
import org.mcws.desk.onboarding.request.Planner;
import org.mcws.desk.onboarding.request.RequestReader;
import org.mcws.desk.platform.PlatformRefusal;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;

/** The images that an onboarding needs and that are built for it. */
@Service
@ProcessBean
public class OrderedImages {

  /** The engine keeps texts of 4,000 characters, and a message may have half of them. */
  private static final int LONGEST_LOG = 1500;

  private final Onboardings onboardings;
  private final RequestReader reader;
  private final Planner planner;
  private final Inventory inventory;
  private final BuildOrders orders;
  private final OnboardingProcess process;

  OrderedImages(
      Onboardings onboardings,
      RequestReader reader,
      Planner planner,
      Inventory inventory,
      BuildOrders orders,
      OnboardingProcess process) {
    this.onboardings = onboardings;
    this.reader = reader;
    this.planner = planner;
    this.inventory = inventory;
    this.orders = orders;
    this.process = process;
  }

  /** Whether an image must be built before something can run. */
  public boolean areMissing(String processInstanceId) {
    return !missing(onboarding(processInstanceId)).isEmpty();
  }

  /** Orders what is missing; what failed before is tried once more. */
  void order(String processInstanceId) {
    // A build that ends now must find that somebody waits for it.
    Onboarding onboarding = onboardings.lock(processInstanceId).orElseThrow();
    String by = Optional.ofNullable(onboarding.startedBy()).orElse("desk");
    missing(onboarding).forEach(build -> orders.place(build.serviceId(), build.source(), by));
  }

  /**
   * The images that were built, by the services that run them.
   *
   * @throws PlatformRefusal {@code imageNotBuilt} saying why, if one is missing
   */
  Map<String, String> images(Plan plan) {
    Map<String, String> images = new HashMap<>();
    for (PlannedBuild build : plan.builds()) {
      images.put(build.serviceId(), image(build.serviceId()).orElseThrow(() -> notBuilt(build)));
    }
    return images;
  }

  @EventListener
  void ended(BuildEnded end) {
    onboardings
        .findByCommunityAndState(end.community(), Onboarding.State.RUNNING)
        // One after the other: the last of several must see that all others have ended.
        .flatMap(onboarding -> onboardings.lock(onboarding.processInstanceId()))
        .ifPresent(onboarding -> take(onboarding, end));
  }

  private void take(Onboarding onboarding, BuildEnded end) {
    end.image()
        .ifPresent(
            image ->
                inventory.updated(
                    end.service(),
                    image,
                    end.digest(),
                    "Built for the onboarding.",
                    end.orderedBy()));
    boolean allEnded =
        missing(onboarding).stream()
            .allMatch(
                build -> orders.newest(build.serviceId()).filter(BuildProgress::ended).isPresent());
    if (allEnded) {
      process.tellImagesReady(onboarding.processInstanceId());
    }
  }

  private List<PlannedBuild> missing(Onboarding onboarding) {
    return planner.plan(reader.read(onboarding.request())).builds().stream()
        .filter(build -> image(build.serviceId()).isEmpty())
        .toList();
  }

  private Optional<String> image(String serviceId) {
    return inventory.find(serviceId).map(DeliveredService::image);
  }

  private PlatformRefusal notBuilt(PlannedBuild build) {
    Optional<BuildProgress> progress = orders.newest(build.serviceId());
    String text =
        "The image of "
            + build.serviceId()
            + " is not built"
            + progress.flatMap(BuildProgress::message).map(why -> ": " + why).orElse(" in time.")
            + progress
                .map(p -> "\n\nThe whole log: /api/builds/" + p.id() + "/log" + end(p.logTail()))
                .orElse("");
    return new PlatformRefusal("imageNotBuilt", text);
  }

  /** A form shows the text as Markdown, in which a log would be anything. */
  private static String end(String log) {
    String plain = log.replace("```", "'''");
    String kept =
        plain.length() > LONGEST_LOG ? plain.substring(plain.length() - LONGEST_LOG) : plain;
    return kept.isEmpty() ? "" : "\n\n```\n" + kept + "\n```";
  }

  private Onboarding onboarding(String processInstanceId) {
    return onboardings.findByProcessInstanceId(processInstanceId).orElseThrow();
  }
}
