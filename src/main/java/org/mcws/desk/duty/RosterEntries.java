package org.mcws.desk.duty;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface RosterEntries extends Repository<RosterEntry, String> {

  List<RosterEntry> findAll();

  Optional<RosterEntry> findById(String account);

  /** Makes the row of somebody who has none, also when two desks do so at once. */
  @Modifying
  @NativeQuery(
      "insert into duty_person (account, language, time_zone) values (:account, 'en', 'UTC')"
          + " on conflict do nothing")
  void enter(String account);
}
