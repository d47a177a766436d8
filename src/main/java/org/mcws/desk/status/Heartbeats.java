package org.mcws.desk.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.DeliveredService.State;
import org.mcws.desk.inventory.ServiceKind;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Takes down which services promise to tell that they are at work. */
@Service
class Heartbeats {

  private final ServiceWatches watches;
  private final Probes probes;
  private final HeartbeatProbes heartbeats;
  private final ProbeIntervals intervals;
  private final Verdicts verdicts;
  private final AuditTrail audit;
  private final Clock clock;

  Heartbeats(
      ServiceWatches watches,
      Probes probes,
      HeartbeatProbes heartbeats,
      ProbeIntervals intervals,
      Verdicts verdicts,
      AuditTrail audit,
      Clock clock) {
    this.watches = watches;
    this.probes = probes;
    this.heartbeats = heartbeats;
    this.intervals = intervals;
    this.verdicts = verdicts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * The service tells from now on. An earlier token is worth nothing any more; a service that is
   * down stays so until it tells with the new one.
   *
   * @param grace by how much it may be late
   * @return what it tells with; it can't be asked for again
   */
  @Transactional
  public SecretToken expect(
      DeliveredService service, Duration every, Duration grace, String actor) {
    if (service.kind() != ServiceKind.WORKER || service.state() != State.DELIVERED) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Only a worker that is delivered tells that it is at work.");
    }
    Instant now = clock.instant();
    SecretToken token = SecretToken.make();
    ServiceWatch watch = watches.toChange(service.id());
    watch.expectHeartbeats(token.hash(), every, grace);
    probes.lock(service.id());
    heartbeats.expect(
        service.id(),
        intervals.of(ProbeKind.HEARTBEAT, watch.importance()),
        now.plus(every).plus(grace),
        now);
    record(service, actor, "heartbeat expected", "every " + every + ", grace " + grace);
    return token;
  }

  /** The service need not tell any more. */
  @Transactional
  public void expectNothing(DeliveredService service, String actor) {
    ServiceWatch watch = watches.toChange(service.id());
    if (watch.heartbeatEvery().isPresent()) {
      watch.expectNoHeartbeats();
      verdicts.forget(
          service.id(),
          ProbeKind.HEARTBEAT,
          service.id() + " need not tell any more that it is at work.");
      record(service, actor, "heartbeat ended", null);
    }
  }

  private void record(DeliveredService service, String actor, String action, String detail) {
    audit.record(actor, Channel.ACCOUNT, action, "service/" + service.id(), detail);
  }
}
