package org.mcws.desk.status.subscription;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.status.subscription.Subscribers.Subscription;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets people ask for mails, confirm that it was they who asked, and end it. Whoever asks learns
 * nothing about an address: all that differs is in the mail.
 */
@Service
@Transactional
class Subscriptions {

  /** So long a wish waits for its confirmation. */
  static final Duration PATIENCE = Duration.ofDays(7);

  private final Subscribers subscribers;
  private final SubscriptionMail mails;
  private final PersonalLinks links;
  private final AskLimits limits;
  private final Outbox outbox;
  private final Clock clock;

  Subscriptions(
      Subscribers subscribers,
      SubscriptionMail mails,
      PersonalLinks links,
      AskLimits limits,
      Outbox outbox,
      Clock clock) {
    this.subscribers = subscribers;
    this.mails = mails;
    this.links = links;
    this.limits = limits;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Keeps the wish and writes the mail that asks whether it is one. */
  public void ask(String email, Topic topic, Locale language) {
    mails.askToConfirm(subscribers.ask(email, topic, language, clock.instant()), email, language);
  }

  /** What a link asks to confirm; empty if it has ended or there is nothing any more. */
  @Transactional(readOnly = true)
  public Optional<Subscription> toConfirm(String token) {
    return links
        .find(token, Purpose.CONFIRM_STATUS_MAILS)
        .flatMap(link -> subscribers.find(UUID.fromString(link.subject())));
  }

  /** Confirms it; may be repeated. */
  public Optional<Subscription> confirm(String token) {
    Optional<Subscription> asked = toConfirm(token);
    asked.ifPresent(subscription -> subscribers.confirm(subscription.id(), clock.instant()));
    return asked;
  }

  /** What the holder of a link gets mails about; empty if it leads to nothing any more. */
  @Transactional(readOnly = true)
  public Optional<List<Subscription>> held(String token) {
    return subscriber(token).map(subscribers::confirmed).filter(list -> !list.isEmpty());
  }

  /** Ends the subscription of this id, if it is one of the link's holder. */
  public void end(String token, String subscription) {
    subscriber(token)
        .ifPresent(
            who -> {
              subscribers.confirmed(who).stream()
                  .map(Subscription::id)
                  .filter(id -> id.toString().equals(subscription))
                  .forEach(subscribers::end);
              if (subscribers.confirmed(who).isEmpty()) {
                forget(who);
              }
            });
  }

  /** Ends all mails of the link's holder, also those that wait for the mail server. */
  public void endAll(String token) {
    subscriber(token).ifPresent(this::forget);
  }

  /** Forgets what nobody has confirmed, and old counts and links. */
  @Scheduled(fixedDelayString = "PT1H")
  public void forgetOld() {
    Instant now = clock.instant();
    subscribers.forgetUnconfirmed(now.minus(PATIENCE)).forEach(this::forgetTraces);
    limits.forgetBefore(now);
    links.forgetExpired(Purpose.CONFIRM_STATUS_MAILS);
    links.forgetExpired(Purpose.END_STATUS_MAILS);
  }

  private void forget(UUID subscriber) {
    subscribers.forget(subscriber);
    forgetTraces(subscriber);
  }

  private void forgetTraces(UUID subscriber) {
    links.revoke(subscriber.toString());
    outbox.forget(subscriber.toString());
  }

  private Optional<UUID> subscriber(String token) {
    return links.find(token, Purpose.END_STATUS_MAILS).map(link -> UUID.fromString(link.subject()));
  }
}
