package org.mcws.desk.status.subscription;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How often the same one may ask, at all desks of a cluster together. Who it is is kept as a hash
 * only, for two days. Counts commit by themselves, whatever becomes of the request.
 */
@Repository
class AskLimits {

  private static final int CLIENT = 30;
  private static final int ADDRESS = 5;

  private final JdbcClient database;
  private final Clock clock;

  AskLimits(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Counts a request of a client; at most 30 an hour are good. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public boolean mayAsk(String client) {
    return take("client " + client, CLIENT, Duration.ofHours(1));
  }

  /** Counts a mail that asks an address to confirm; at most 5 a day are good. */
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public boolean mayBeAsked(String email) {
    return take("address " + email.toLowerCase(Locale.ROOT), ADDRESS, Duration.ofDays(1));
  }

  private boolean take(String who, int most, Duration in) {
    Instant now = clock.instant();
    long seconds = now.getEpochSecond();
    int times =
        database
            .sql(
                """
                insert into status_limit (who, since, times) values (:who, :since, 1)
                on conflict (who, since) do update set times = status_limit.times + 1
                returning times
                """)
            .param("who", hash(who))
            .param(
                "since", Timestamp.from(Instant.ofEpochSecond(seconds - seconds % in.toSeconds())))
            .query(Integer.class)
            .single();
    return times <= most;
  }

  /** Forgets counts that can matter no more. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forgetBefore(Instant now) {
    database
        .sql("delete from status_limit where since < :before")
        .param("before", Timestamp.from(now.minus(Duration.ofDays(2))))
        .update();
  }

  private static String hash(String who) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(who.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
