package org.mcws.desk.delivery;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadPoolExecutor;
import org.mcws.desk.delivery.hook.HookMessage;
import org.mcws.desk.delivery.hook.HookMessage.Push;
import org.mcws.desk.delivery.hook.HookProof;
import org.mcws.desk.delivery.hook.HookReader;
import org.mcws.desk.secret.SecretBox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes what forges tell. Whatever it is, it only lets the branch be looked at sooner; so a message
 * that is lost, late, twice or a lie does no harm.
 */
@Service
class GitHooks implements DisposableBean {

  /** As long as forges can be told to send a message again. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final int FORGOTTEN_AT_ONCE = 100;

  /**
   * Forges want an answer within seconds, and the desk promises one in two; behind others it may
   * have to wait twice.
   */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Whoever is not through by then does something that hangs. */
  private static final Duration LONG_PATIENCE = Duration.ofMinutes(2);

  /** How many messages may wait at a time. */
  private static final int WAITING = 100;

  private static final Logger LOG = LoggerFactory.getLogger(GitHooks.class);

  private final DeliverySources sources;
  private final HookReader reader;
  private final SecretBox box;
  private final DeliverySettings settings;
  private final TransactionTemplate transaction;
  private final ThreadPoolTaskExecutor later;
  private final JdbcClient database;
  private final Clock clock;

  GitHooks(
      DeliverySources sources,
      HookReader reader,
      SecretBox box,
      DeliverySettings settings,
      TransactionTemplate transaction,
      JdbcClient database,
      Clock clock) {
    this.sources = sources;
    this.reader = reader;
    this.box = box;
    this.settings = settings;
    this.transaction = transaction;
    this.later = new ThreadPoolTaskExecutor();
    later.setThreadNamePrefix("hook-");
    later.setCorePoolSize(1);
    later.setQueueCapacity(WAITING);
    // What is too much is found by looking.
    later.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    later.initialize();
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes a message.
   *
   * @param service as in the address
   * @param body as it was posted, byte for byte
   * @throws UnprovenHook if it is not by somebody who knows the service's secret; so it is for a
   *     service that is not there
   */
  Taken take(String service, HttpHeaders headers, byte[] body) {
    Optional<DeliverySource> source = sources.findById(service);
    boolean proven = new HookProof(headers, body).isBy(secret(source), clock.instant());
    if (!proven || source.isEmpty()) {
      throw new UnprovenHook();
    }
    HookMessage message = reader.read(headers, body);
    try {
      return take(service, message, PATIENCE);
    } catch (PessimisticLockingFailureException busy) {
      later.execute(() -> takeWhenFree(service, message));
      return new Taken(
          "later", "Something is being done with the service; the desk looks when that is over.");
    }
  }

  private Taken take(String service, HookMessage message, Duration patience) {
    return transaction.execute(
        status -> {
          database
              .sql("select set_config('lock_timeout', :patience, true)")
              .param("patience", patience.toMillis() + "ms")
              .query(String.class)
              .single();
          return take(service, message);
        });
  }

  /** If the desk dies meanwhile, it finds by itself what was pushed, but not by whom. */
  private void takeWhenFree(String service, HookMessage message) {
    try {
      take(service, message, LONG_PATIENCE);
    } catch (UnprovenHook gone) {
      LOG.info("A message about {} comes too late: it is no longer delivered.", service);
    } catch (RuntimeException e) {
      LOG.warn("A message about {} is passed over", service, e);
    }
  }

  @Override
  public void destroy() {
    later.shutdown();
  }

  private Taken take(String service, HookMessage message) {
    // Several come at once, and what is written below would hold a part of the lock.
    DeliverySource source = sources.lock(service).orElseThrow(UnprovenHook::new);
    if (!remember(service, message.id())) {
      return new Taken("repeated", "This message was taken before.");
    }
    if (source.git().isEmpty()) {
      return ignored("The service is not delivered from a repository");
    }
    String ref = source.git().get().ref();
    return message
        .push()
        .map(push -> take(source, ref, push))
        .orElseGet(() -> ignored("'" + message.event() + "' is no push"));
  }

  /** What nobody knows stands for the secret of a service that has none, or is not there. */
  private String secret(Optional<DeliverySource> source) {
    return source
        .flatMap(DeliverySource::hookSecret)
        .map(box::open)
        .or(() -> Optional.of(settings.hookSecret()).filter(secret -> !secret.isBlank()))
        .orElseGet(() -> UUID.randomUUID().toString());
  }

  private Taken take(DeliverySource source, String ref, Push push) {
    if (!push.isOf(ref)) {
      return ignored(
          push.ref()
              + " is not what is delivered: that is "
              + (ref.isEmpty() ? "the default branch" : ref));
    }
    if (push.commit().isEmpty()) {
      source.look(clock.instant());
      return ignored(push.ref() + " was deleted");
    }
    if (source.hookSecret().isPresent()) {
      source.pushed(push.by(), push.mail().orElse(null), push.commit().get(), clock.instant());
    } else {
      // Whoever knows the secret of all services is not believed who has pushed to this one.
      source.pushed(null, null, push.commit().get(), clock.instant());
    }
    return new Taken("looking", "The desk looks at " + push.ref() + " now.");
  }

  private static Taken ignored(String why) {
    return new Taken("ignored", why + ".");
  }

  /** Whether the message is new. */
  private boolean remember(String service, String message) {
    Instant now = clock.instant();
    database
        .sql(
            "delete from delivery_hook where ctid in (select ctid from delivery_hook"
                + " where taken_at < :before limit :most for update skip locked)")
        .param("before", Timestamp.from(now.minus(KEPT)))
        .param("most", FORGOTTEN_AT_ONCE)
        .update();
    return database
            .sql(
                "insert into delivery_hook (service, message, taken_at)"
                    + " values (:service, :message, :now) on conflict do nothing")
            .param("service", service)
            .param("message", message)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /**
   * What became of a message.
   *
   * @param outcome looking, repeated, ignored or later
   * @param why for whoever looks into the forge's list of what it has sent
   */
  record Taken(String outcome, String why) {}
}
