package org.mcws.desk.status.subscription;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.notification.MailHeaders;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.status.board.Addresses;
import org.mcws.desk.status.subscription.Subscribers.Recipient;
import org.mcws.desk.status.subscription.Subscribers.Subscription;
import org.springframework.stereotype.Component;

/** What subscribers read. */
@Component
class SubscriptionMail {

  /** Somebody looks for the way out in a mail that is a year old. */
  private static final Duration WAY_OUT = Duration.ofDays(400);

  private static final int NAMED = 20;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final Outbox outbox;
  private final PersonalLinks links;
  private final Addresses addresses;
  private final Clock clock;

  SubscriptionMail(Outbox outbox, PersonalLinks links, Addresses addresses, Clock clock) {
    this.outbox = outbox;
    this.links = links;
    this.addresses = addresses;
    this.clock = clock;
  }

  void askToConfirm(Subscription wish, String email, Locale language) {
    String token =
        links.issue(
            Purpose.CONFIRM_STATUS_MAILS, wish.id().toString(), email, Subscriptions.PATIENCE);
    outbox.send(
        email,
        language,
        "status-confirm",
        Map.of("topic", wish.name(), "link", addresses.confirmation(token)),
        clock.instant(),
        wish.subscriber().toString());
  }

  void tell(News.Untold news, Recipient reader) {
    String subject = reader.id().toString();
    URI end =
        addresses.end(links.issue(Purpose.END_STATUS_MAILS, subject, reader.email(), WAY_OUT));
    Map<String, Object> facts = new HashMap<>();
    facts.put("title", news.title());
    facts.put("stage", news.stage().code());
    facts.put("words", news.words());
    facts.put("services", lines(reader.services()));
    facts.put("began", MOMENT.format(news.beganAt()));
    facts.put("until", MOMENT.format(news.until().orElse(news.beganAt())));
    facts.put("link", addresses.notice(news.notice()));
    facts.put("end", end);
    Instant now = clock.instant();
    outbox.send(
        reader.email(),
        reader.language(),
        news.template().mail(),
        facts,
        now,
        subject,
        MailHeaders.oneClickUnsubscribe(end));
  }

  private static String lines(List<String> services) {
    String lines =
        services.stream().limit(NAMED).map(name -> "- " + name).collect(Collectors.joining("\n"));
    return services.size() > NAMED ? lines + "\n- +" + (services.size() - NAMED) : lines;
  }
}
