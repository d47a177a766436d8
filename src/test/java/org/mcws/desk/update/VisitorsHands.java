package org.mcws.desk.update;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Lets tests of other rooms send the visitors that wait for their clock. */
public final class VisitorsHands {

  private VisitorsHands() {}

  /** When the next visitor of any update comes. */
  public static Optional<Instant> next(ApplicationContext desk) {
    return Optional.ofNullable(
            desk.getBean(JdbcTemplate.class)
                .queryForObject("select min(next_visit_at) from service_update", Timestamp.class))
        .map(Timestamp::toInstant);
  }

  /** All visitors that are due come now. */
  public static void sendDue(ApplicationContext desk) {
    desk.getBean(Visitors.class).visitDue();
  }
}
