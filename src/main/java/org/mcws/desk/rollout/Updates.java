package org.mcws.desk.rollout;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.rollout.AffectedService.State;
import org.springframework.stereotype.Component;

/** Begins the updates of cleared services, so many at once and no more. */
@Component
class Updates {

  /** What has not begun by then waits for its maintenance window, and others may go first. */
  private static final Duration SOON = Duration.ofHours(1);

  private final UpdatedServices updatedServices;
  private final StartedUpdates started;
  private final Inventory inventory;
  private final StillAffected stillAffected;
  private final Pace pace;
  private final Clock clock;

  Updates(
      UpdatedServices updatedServices,
      StartedUpdates started,
      Inventory inventory,
      StillAffected stillAffected,
      Pace pace,
      Clock clock) {
    this.updatedServices = updatedServices;
    this.started = started;
    this.inventory = inventory;
    this.stillAffected = stillAffected;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * Begins what may begin and finds room.
   *
   * @param rollout with its lock
   * @return whether updates are at work
   */
  boolean begin(Rollout rollout) {
    Instant now = clock.instant();
    int working = updatedServices.working(rollout.id());
    if (working >= rollout.parallel()) {
      working -= updatedServices.setAside(rollout.id(), now.minus(pace.of(SOON)));
    }
    State from =
        rollout.state().mayUpdate()
            ? State.CLEARED
            : rollout.state() == Rollout.State.ROLLED_BACK ? State.TO_REVERT : null;
    boolean more = from != null;
    while (more && working < rollout.parallel()) {
      int room = rollout.parallel() - working;
      // What has its fix already takes no room, so there may be more to begin than there was room.
      more = false;
      for (AffectedService service :
          updatedServices.next(
              rollout.id(), from, from == State.CLEARED ? rollout.ring() : rollout.rings(), room)) {
        if (begin(rollout, service, now)) {
          working++;
        } else {
          more = true;
        }
      }
    }
    return working > 0;
  }

  private boolean begin(Rollout rollout, AffectedService service, Instant now) {
    Optional<DeliveredService> there =
        inventory
            .find(service.service())
            .filter(s -> s.runsImage() && s.state() == DeliveredService.State.DELIVERED);
    if (there.isEmpty()) {
      updatedServices.outcome(
          service, State.WITHDRAWN, null, "The community does not have it any more.", now);
      return false;
    }
    String running = there.get().image();
    if (service.state() == State.TO_REVERT) {
      start(rollout, service, State.REVERTING, null, service.fromImage(), now);
      return true;
    }
    boolean changed = running != null && !running.equals(service.fromImage());
    boolean done = changed && !stillAffected.is(rollout.advisory(), there.get());
    // What has its fix by another way is only verified: the image that runs is the one that shall.
    start(rollout, service, State.UPDATING, running, done ? running : service.targetImage(), now);
    return true;
  }

  private void start(
      Rollout rollout,
      AffectedService service,
      State state,
      String running,
      String image,
      Instant now) {
    String instance =
        started.update(
            service.service(),
            image,
            state == State.REVERTING ? "Roll-back of " + reason(rollout) : reason(rollout),
            rollout.subject(),
            service.riskClass(),
            service.ring() == 0 || state == State.REVERTING,
            state == State.REVERTING);
    if (!updatedServices.begin(service, state, running, instance, now)) {
      throw new IllegalStateException(
          "Somebody else began the update of " + service.service() + " although it was locked");
    }
  }

  private static String reason(Rollout rollout) {
    return rollout.advisory() + ": " + rollout.title();
  }
}
