package org.mcws.desk.configuration;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.configuration.events.ConfigurationChanged;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Adds revisions, one after the other. What changes nothing adds none. */
@Component
class ConfigurationChanges {

  private final Revisions revisions;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  ConfigurationChanges(
      Revisions revisions, AuditTrail audit, ApplicationEventPublisher events, Clock clock) {
    this.revisions = revisions;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What is to be changed.
   *
   * @param seen the revision that must still be the newest, if any must
   * @param by the account of who changes it
   */
  record Order(String service, Environment environment, OptionalInt seen, String by) {}

  Revision replaceVariables(Order order, Map<String, String> variables) {
    Content before = hold(order);
    Content after = before.withVariables(variables);
    ContentCheck.variables(after);
    return change(
        order, before, after, "variables changed", difference(before.variables(), variables));
  }

  Revision setSecret(Order order, String name, String value) {
    Content before = hold(order);
    Content after = before.withSecret(name, value);
    ContentCheck.secret(name, after);
    return change(order, before, after, "secret set", name);
  }

  Revision removeSecret(Order order, String name) {
    Content before = hold(order);
    if (!before.secrets().containsKey(name)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "There is no secret of that name here.");
    }
    return change(order, before, before.withoutSecret(name), "secret removed", name);
  }

  /** What there is, and will be until the transaction ends, if nothing is changed here. */
  private Content hold(Order order) {
    revisions.lock(order.service(), order.environment());
    Revision newest = newest(order);
    if (order.seen().isPresent() && order.seen().getAsInt() != newest.number()) {
      throw new ResponseStatusException(
          HttpStatus.PRECONDITION_FAILED,
          "Somebody else has changed it in between: its revision is "
              + newest.number()
              + " now. Look at it, and try again.");
    }
    return newest.number() == 0
        ? Content.NONE
        : new Content(
            newest.variables(),
            revisions.secrets(order.service(), order.environment(), newest.number()));
  }

  private Revision change(Order order, Content before, Content after, String what, String names) {
    if (after.equals(before)) {
      return newest(order);
    }
    int number = newest(order).number() + 1;
    revisions.add(order.service(), order.environment(), number, after, order.by(), clock.instant());
    audit.record(
        order.by(),
        Channel.ACCOUNT,
        what,
        "service/" + order.service(),
        order.environment().label() + ", revision " + number + ": " + names);
    events.publishEvent(new ConfigurationChanged(order.service(), order.environment(), number));
    return newest(order);
  }

  private Revision newest(Order order) {
    return revisions.newest(order.service(), order.environment()).orElse(Revision.NONE);
  }

  /** In words: the names of what was set and removed. */
  private static String difference(Map<String, String> before, Map<String, String> after) {
    SortedSet<String> set = new TreeSet<>(after.keySet());
    set.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
    SortedSet<String> removed = new TreeSet<>(before.keySet());
    removed.removeAll(after.keySet());
    if (removed.isEmpty()) {
      return "set " + String.join(", ", set);
    }
    String words = "removed " + String.join(", ", removed);
    return set.isEmpty() ? words : "set " + String.join(", ", set) + "; " + words;
  }
}
