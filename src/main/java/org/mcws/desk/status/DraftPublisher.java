package org.mcws.desk.status;

import java.time.Clock;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.status.board.Notices;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Publishes drafts at which nobody of Ops has looked in time. */
@Component
class DraftPublisher {

  private static final int AT_ONCE = 50;

  private final Notices notices;
  private final StatusBoard board;
  private final AuditTrail audit;
  private final Clock clock;

  DraftPublisher(Notices notices, StatusBoard board, AuditTrail audit, Clock clock) {
    this.notices = notices;
    this.board = board;
    this.audit = audit;
    this.clock = clock;
  }

  /** Publishes each of them once, however many desks do this. */
  @Scheduled(fixedDelayString = "${desk.status.publish-every:PT5S}")
  @Transactional
  public void publishDue() {
    for (String draft : notices.lockDue(clock.instant(), AT_ONCE)) {
      board.publish(draft);
      audit.record("desk", Channel.DESK, "incident published", "status/" + draft, null);
    }
  }
}
