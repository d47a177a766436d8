package org.mcws.desk.status.subscription;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.status.subscription.Subscribers.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes to those who subscribed, some of them a transaction. How far it has come is kept in the
 * same transaction as the mails: each gets one, also when a desk dies or several do this.
 */
@Component
class NewsTeller {

  private static final Logger log = LoggerFactory.getLogger(NewsTeller.class);
  private static final int AT_ONCE = 100;

  private final News news;
  private final Subscribers subscribers;
  private final SubscriptionMail mails;
  private final TransactionTemplate transaction;
  private final Clock clock;

  NewsTeller(
      News news,
      Subscribers subscribers,
      SubscriptionMail mails,
      TransactionTemplate transaction,
      Clock clock) {
    this.news = news;
    this.subscribers = subscribers;
    this.mails = mails;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Tells all that is to be told. */
  @Scheduled(fixedDelayString = "${desk.status.mails-every:PT2S}")
  void tellAll() {
    while (Boolean.TRUE.equals(transaction.execute(status -> tellSome()))) {
      log.trace("some subscribers are written to");
    }
  }

  private boolean tellSome() {
    Optional<News.Untold> next = news.lockNext();
    next.ifPresent(this::tellSome);
    return next.isPresent();
  }

  private void tellSome(News.Untold untold) {
    List<Recipient> readers = subscribers.next(untold, AT_ONCE);
    readers.forEach(reader -> mails.tell(untold, reader));
    if (readers.size() < AT_ONCE) {
      news.done(untold.id(), clock.instant());
    } else {
      news.told(untold.id(), readers.get(readers.size() - 1).id());
    }
  }
}
