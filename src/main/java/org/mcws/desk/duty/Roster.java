package org.mcws.desk.duty;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mcws.desk.engine.Account;
import org.mcws.desk.engine.People;
import org.springframework.stereotype.Component;

/** The people of Community Ops: the engine's accounts with what they say of themselves. */
@Component
class Roster {

  private static final Comparator<Member> IN_ORDER =
      Comparator.comparing(
              (Member member) -> member.entry().position(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(Member::id);

  private final People people;
  private final RosterEntries entries;

  Roster(People people, RosterEntries entries) {
    this.people = people;
    this.entries = entries;
  }

  /** All of them, in the order in which they are written to. */
  List<Member> members() {
    Map<String, RosterEntry> said =
        entries.findAll().stream()
            .collect(Collectors.toMap(RosterEntry::account, Function.identity()));
    return people.accounts(People.OPS).stream()
        .map(account -> member(account, said.get(account.id())))
        .sorted(IN_ORDER)
        .toList();
  }

  /**
   * Somebody, of Ops or not.
   *
   * @param name a log-in name or a mail address
   */
  Optional<Member> anybody(String name) {
    return people
        .find(name)
        .map(account -> member(account, entries.findById(account.id()).orElse(null)));
  }

  private static Member member(Account account, RosterEntry said) {
    return new Member(account, said == null ? new RosterEntry(account.id()) : said);
  }
}
