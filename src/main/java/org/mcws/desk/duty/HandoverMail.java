package org.mcws.desk.duty;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Map;
import org.mcws.desk.notification.Outbox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/** Tells somebody that their duty begins, in their language and time. */
@Component
class HandoverMail {

  private final Outbox outbox;
  private final DeskSettings desk;

  HandoverMail(Outbox outbox, DeskSettings desk) {
    this.outbox = outbox;
    this.desk = desk;
  }

  /** Who has no mail address is not told. */
  void begins(Turn turn) {
    DutyPerson person = turn.member().person();
    String until =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .withLocale(person.language())
                .format(turn.to().atZone(person.timeZone()))
            + " ("
            + person.timeZone().getId()
            + ")";
    person
        .mail()
        .ifPresent(
            address ->
                outbox.send(
                    address,
                    person.language(),
                    "duty-begins",
                    Map.of(
                        "name",
                        person.name(),
                        "until",
                        until,
                        "ops",
                        desk.publicUrl() + "/ops",
                        "tasklist",
                        desk.publicUrl() + "/camunda/app/tasklist/")));
  }
}
