package org.mcws.desk.approval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * An approval as people see it.
 *
 * @param id of the approval
 * @param processInstanceId of its process instance
 * @param businessKey the same as the id
 * @param parent the approval from which it was split off, or null
 * @param mode {@code question}, or {@code notice} to which the owners may object
 * @param state asked, goSoon, cleared, waiting, postponed, exempted, blocked, confirming, helping,
 *     contradicted; and in the end carriedOut, lapsed, skipped, cancelled, withdrawn
 * @param summary how it stands, in a sentence
 * @param waitingFor {@code owners}, {@code ops}, {@code date}, {@code carryingOut} or nobody
 * @param round how often the owners were asked
 * @param reminders how often those who are silent were reminded in this round
 * @param deadline when silence counts
 * @param silence what it means then: go, opsDecide, skip or no
 * @param answer what was decided: go, noGo, wait or help; null if nobody or silence has
 * @param decidedBy a mail address, an account or {@code desk}
 * @param until to which date it is put off or exempted
 * @param undoUntil until when the go can be taken back
 * @param parts the approvals that were split off; only of a single one
 * @param answers all answers, the first one first; only of a single one
 */
record ApprovalView(
    UUID id,
    String processInstanceId,
    String businessKey,
    UUID parent,
    String community,
    String subject,
    String kind,
    String title,
    String detail,
    String link,
    String riskClass,
    String managedBy,
    boolean destructive,
    List<ServiceChange> services,
    String mode,
    String state,
    String summary,
    String waitingFor,
    int round,
    int reminders,
    Instant askedAt,
    Instant deadline,
    String silence,
    String answer,
    String verdict,
    String decidedBy,
    Instant decidedAt,
    String reason,
    Instant until,
    Instant undoUntil,
    List<UUID> parts,
    List<AnswerView> answers,
    Instant createdAt,
    Instant endedAt) {

  /**
   * @param by mail address
   * @param channel {@code account} or {@code link}
   * @param exceptFor services for which it did not hold
   * @param exceptAnswer the answer for those, or null if they are asked about on their own
   * @param effect decided, firstOfTwo, agreed, contradicted, noted or undone
   */
  record AnswerView(
      String by,
      String channel,
      String answer,
      String reason,
      LocalDate until,
      List<String> exceptFor,
      String exceptAnswer,
      String effect,
      int round,
      Instant givenAt) {}
}
