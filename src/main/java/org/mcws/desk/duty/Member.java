package org.mcws.desk.duty;

import java.time.Instant;
import org.mcws.desk.engine.Account;

/** Somebody of Community Ops. */
record Member(Account account, RosterEntry entry) {

  String id() {
    return account.id();
  }

  boolean isAway(Instant now) {
    return entry.backAt().filter(now::isBefore).isPresent();
  }

  DutyPerson person() {
    return new DutyPerson(
        account.id(), account.name(), account.mail(), entry.language(), entry.timeZone());
  }
}
