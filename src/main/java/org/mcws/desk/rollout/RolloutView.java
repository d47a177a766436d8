package org.mcws.desk.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.mcws.desk.web.Paged;

/**
 * A rollout as people see it; owners see of it what concerns their communities.
 *
 * @param id of the rollout
 * @param processInstanceId of its process instance
 * @param businessKey id under which the desk keeps the advisory
 * @param title the problem in a line
 * @param state running, halted, resting (some services are exempted until there is a fix),
 *     completed, cancelled, rolled-back, withdrawn, or noted (there was nothing to do)
 * @param note why it is so; empty if there is nothing to say
 * @param riskClass that of its most urgent service, R1 to R4; null before it is planned
 * @param exploited whether the problem is known to be exploited
 * @param ring the ring that is open, 0 for none
 * @param rings how many there are
 * @param services how many services are in which state
 * @param waitingFor who is waited for
 * @param ringsInDetail how each ring went; only of a single rollout
 * @param report what has become of each community's services, a page of it; only of a single
 *     rollout
 */
record RolloutView(
    UUID id,
    String processInstanceId,
    String businessKey,
    String title,
    String state,
    String note,
    String riskClass,
    boolean exploited,
    int ring,
    int rings,
    Map<String, Long> services,
    List<Waiting> waitingFor,
    List<RingView> ringsInDetail,
    Paged<CommunityReport> report,
    String startedBy,
    Instant startedAt,
    Instant endedAt) {

  /**
   * @param who ops, or the community whose owners are waited for; empty for as many communities as
   *     do not fit here
   * @param what for what
   * @param services how many services wait for it
   */
  record Waiting(String who, String what, long services) {}

  /**
   * @param services how many services are in it
   * @param openedAt null before
   * @param passedAt null before it was found well
   * @param evidence what was seen when it was probed
   */
  record RingView(int ring, int services, Instant openedAt, Instant passedAt, String evidence) {}

  /**
   * @param reportedAt when its owners got the report by mail; null before
   */
  record CommunityReport(String community, Instant reportedAt, List<ServiceView> services) {}

  /**
   * @param state unfixed, found, planned, waiting, cleared, paused, updating, updated, to-revert,
   *     reverting, reverted, rolled-back, broken, exempted, skipped, cancelled, withdrawn or left
   * @param changes what is wrong with it
   * @param from the image that ran before
   * @param to the image that shall run or runs; null while nobody has named it
   * @param approval the approval that decides about it, or null
   * @param decidedBy who decided last; empty if nobody has
   * @param until when an exemption ends, or null
   */
  record ServiceView(
      String id,
      String community,
      String managedBy,
      String state,
      String riskClass,
      int ring,
      String changes,
      String from,
      String to,
      UUID approval,
      String decidedBy,
      String reason,
      Instant until,
      String evidence,
      Instant changedAt) {

    static ServiceView of(AffectedService service) {
      return new ServiceView(
          service.service(),
          service.community(),
          service.managedBy(),
          service.state().label(),
          service.riskClass(),
          service.ring(),
          service.changes(),
          service.fromImage(),
          service.targetImage(),
          service.approval(),
          service.decidedBy(),
          service.reason(),
          service.until(),
          service.evidence(),
          service.changedAt());
    }
  }
}
