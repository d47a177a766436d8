package org.mcws.desk.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.delivery.Delivery.Stage;
import org.mcws.desk.delivery.Delivery.State;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatuses;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.secret.SecretBox;
import org.mcws.desk.settings.DeskSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells forges how commits fare. A delivery never waits for that: what a forge does not take is
 * told again for a while, and then let be.
 */
@Component
class CommitReports {

  private static final Logger log = LoggerFactory.getLogger(CommitReports.class);

  private static final String CONTEXT = "mcws-desk/";
  private static final int AT_ONCE = 5;

  /** Who has not come back by then is taken for dead, and another one tells. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final List<Duration> PATIENCE =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(2));

  private final DeliverySources sources;
  private final Deliveries deliveries;
  private final CommitStatuses statuses;
  private final SecretBox box;
  private final DeskSettings desk;
  private final TransactionTemplate transaction;
  private final Clock clock;

  CommitReports(
      DeliverySources sources,
      Deliveries deliveries,
      CommitStatuses statuses,
      SecretBox box,
      DeskSettings desk,
      TransactionTemplate transaction,
      Clock clock) {
    this.sources = sources;
    this.deliveries = deliveries;
    this.statuses = statuses;
    this.box = box;
    this.desk = desk;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Tells some of what is due. */
  @Scheduled(fixedDelayString = "${desk.delivery.every:PT2S}")
  void tellDue() {
    take().forEach(this::tell);
  }

  private List<Delivery> take() {
    return transaction.execute(
        status -> {
          Instant now = clock.instant();
          List<Delivery> due = deliveries.takeToTell(now, AT_ONCE);
          due.forEach(delivery -> delivery.telling(now.plus(LONGEST)));
          return due;
        });
  }

  private void tell(Delivery taken) {
    Optional<DeliverySource> source =
        sources.findById(taken.service()).filter(one -> one.forge().isPresent());
    String trouble = null;
    boolean again = false;
    if (source.isPresent() && taken.hasItsCommit()) {
      try {
        statuses.tell(access(source.get()), status(taken));
      } catch (PlatformUnavailable silence) {
        trouble = silence.getMessage();
        again = taken.tellAttempts() <= PATIENCE.size();
      } catch (PlatformRefusal refusal) {
        trouble = refusal.getMessage();
      } catch (RuntimeException e) {
        log.error("The forge of {} cannot be told.", taken.service(), e);
        trouble = "The desk could not tell it.";
      }
    }
    keep(taken, trouble, again);
  }

  private void keep(Delivery taken, String trouble, boolean again) {
    transaction.executeWithoutResult(
        status -> {
          sources.lock(taken.service()).ifPresent(source -> source.forgeTrouble(trouble));
          deliveries
              .lock(taken.id())
              // It may have gone on meanwhile, and that is to be told.
              .filter(delivery -> delivery.isToldAs(taken))
              .ifPresent(
                  delivery -> {
                    if (again) {
                      Duration wait = PATIENCE.get(taken.tellAttempts() - 1);
                      delivery.tellAgain(clock.instant().plus(wait));
                    } else {
                      delivery.told();
                    }
                  });
        });
  }

  private ForgeAccess access(DeliverySource source) {
    return new ForgeAccess(
        source.forge().orElseThrow(),
        source.git().orElseThrow().url(),
        box.open(source.forgeToken()));
  }

  private CommitStatus status(Delivery delivery) {
    return new CommitStatus(
        delivery.commit().orElseThrow(),
        state(delivery),
        CONTEXT + delivery.service(),
        words(delivery),
        desk.publicUrl() + "/api/deliveries/" + delivery.id());
  }

  private static CommitStatus.State state(Delivery delivery) {
    return switch (delivery.state()) {
      case WAITING -> CommitStatus.State.PENDING;
      case RUNNING ->
          delivery.stage() == Stage.QUESTION
              ? CommitStatus.State.PENDING
              : CommitStatus.State.RUNNING;
      case RELEASED -> CommitStatus.State.SUCCESS;
      case FAILED, REFUSED, OVERTAKEN, CANCELLED -> CommitStatus.State.FAILURE;
    };
  }

  private static String words(Delivery delivery) {
    if (delivery.state() == State.RUNNING) {
      return switch (delivery.stage()) {
        case BUILD, CHECK -> "It is built and checked.";
        case STAGING -> "It is tried in staging.";
        case QUESTION -> "The owners are asked.";
        case PRODUCTION -> "It comes to production.";
      };
    }
    return switch (delivery.state()) {
      case RELEASED -> "It is release " + delivery.releasedAs().orElseThrow() + ".";
      case REFUSED -> "The owners did not say go.";
      case OVERTAKEN -> "Something newer came before it.";
      case CANCELLED -> "Community Ops have ended it.";
      default -> delivery.message().flatMap(text -> text.lines().findFirst()).orElse("It failed.");
    };
  }
}
