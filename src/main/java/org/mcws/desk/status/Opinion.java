package org.mcws.desk.status;

import java.time.Instant;
import java.util.Optional;

/**
 * What the looks of one kind have come to about a service.
 *
 * @param down whether it is not as it should be
 * @param streak how many looks one after the other have contradicted that
 * @param streakSince of the first of these
 * @param badWanted so many bad looks make it down
 * @param goodWanted so many good ones make it up again
 * @param evidence what was seen last that was not as it should be
 */
record Opinion(
    String service,
    ProbeKind kind,
    boolean down,
    int streak,
    Optional<Instant> streakSince,
    int badWanted,
    int goodWanted,
    String evidence) {

  /** What becomes of it after one more look. */
  Opinion after(boolean well, String seen, Instant now) {
    String kept = well ? evidence : seen;
    if (well != down) {
      return new Opinion(service, kind, down, 0, Optional.empty(), badWanted, goodWanted, kept);
    }
    Instant since = streak == 0 ? now : streakSince.orElse(now);
    int contradicting = streak + 1;
    boolean enough = contradicting >= (down ? goodWanted : badWanted);
    return enough
        ? new Opinion(service, kind, !down, 0, Optional.of(since), badWanted, goodWanted, kept)
        : new Opinion(
            service, kind, down, contradicting, Optional.of(since), badWanted, goodWanted, kept);
  }

  /** What becomes of it when nobody looks any more. */
  Opinion forgotten(String why, Instant now) {
    return new Opinion(service, kind, false, 0, Optional.of(now), badWanted, goodWanted, why);
  }
}
