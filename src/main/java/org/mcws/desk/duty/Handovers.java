package org.mcws.desk.duty;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who was told that their duty begins. */
@Component
class Handovers {

  private final JdbcTemplate database;

  Handovers(JdbcTemplate database) {
    this.database = database;
  }

  /**
   * Notes that somebody is told; waits for another desk that is about to.
   *
   * @return whether nobody else has noted it
   */
  boolean note(Turn turn) {
    return database.update(
            "insert into duty_handover (shift, account, begins) values (?, ?, ?)"
                + " on conflict do nothing",
            turn.shift(),
            turn.member().id(),
            Timestamp.from(turn.from()))
        == 1;
  }

  /** Forgets what began before a moment. */
  void forget(Instant before) {
    database.update("delete from duty_handover where begins < ?", Timestamp.from(before));
  }
}
