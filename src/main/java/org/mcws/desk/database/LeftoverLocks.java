package org.mcws.desk.database;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets what a killed desk had under way begin again at once. Else the engine waits five minutes,
 * since it cannot know that the holder of a job's lock is dead. Here it is: on its own PostgreSQL
 * one desk works at a time, and this one has not yet begun to.
 */
@Component
@Conditional(NoDatabaseNamed.class)
class LeftoverLocks {

  private static final Logger LOG = LoggerFactory.getLogger(LeftoverLocks.class);

  private final JdbcTemplate database;

  LeftoverLocks(JdbcTemplate database) {
    this.database = database;
  }

  @EventListener(ApplicationStartedEvent.class)
  void release() {
    int jobs =
        database.update(
            "update act_ru_job set lock_owner_ = null, lock_exp_time_ = null, rev_ = rev_ + 1"
                + " where lock_owner_ is not null");
    if (jobs > 0) {
      LOG.info("{} steps were under way when the desk ended; they begin again", jobs);
    }
  }
}
