package org.mcws.desk.status;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hears services tell that they are at work. As long as that is no news it is one statement; else
 * it counts like a look, after any look that is being counted at the same moment.
 */
@Service
class Beats {

  private final HeartbeatProbes heartbeats;
  private final Verdicts verdicts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Beats(
      HeartbeatProbes heartbeats, Verdicts verdicts, TransactionTemplate transaction, Clock clock) {
    this.heartbeats = heartbeats;
    this.verdicts = verdicts;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Who has this token is at work.
   *
   * @return whether anybody has it
   */
  boolean beat(SecretToken token) {
    String hash = token.hash();
    return heartbeats.moveOnIfWell(hash, clock.instant())
        || tell(hash, Sighting.well("It has told that it is at work."));
  }

  /**
   * Who has this token has failed at its work.
   *
   * @return whether anybody has it
   */
  boolean fail(SecretToken token) {
    return tell(token.hash(), Sighting.bad("It has told that its work has failed."));
  }

  private boolean tell(String hash, Sighting news) {
    return transaction.execute(
        status ->
            heartbeats
                .holderOf(hash)
                .map(
                    service -> {
                      verdicts.count(service, ProbeKind.HEARTBEAT, news);
                      heartbeats.moveOn(hash, clock.instant());
                      return true;
                    })
                .orElse(false));
  }
}
