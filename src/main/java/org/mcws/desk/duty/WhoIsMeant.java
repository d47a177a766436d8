package org.mcws.desk.duty;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mcws.desk.engine.Account;

/**
 * Whom of Community Ops an event of the calendar means: those who take part; else whose name is its
 * title; else who has invited. The one who invites comes last because that is often just the person
 * who keeps the calendar.
 */
final class WhoIsMeant {

  private final List<Member> members;

  WhoIsMeant(List<Member> members) {
    this.members = members;
  }

  Meant by(FeedTurn turn) {
    List<Member> attending =
        turn.people().stream().flatMap(address -> reachedAt(address).stream()).distinct().toList();
    if (!attending.isEmpty()) {
      return new Meant(attending, null);
    }
    List<Member> named = named(turn.summary());
    if (named.size() > 1) {
      return new Meant(
          List.of(),
          "Several of Community Ops are called '" + turn.summary() + "': give the whole name.");
    }
    List<Member> meant = named.isEmpty() ? reachedAt(turn.organizer()) : named;
    return meant.isEmpty()
        ? new Meant(
            List.of(),
            "No account of Community Ops is called '"
                + turn.summary()
                + "' or has the mail address of somebody who takes part.")
        : new Meant(meant, null);
  }

  private List<Member> reachedAt(String address) {
    return address.isEmpty() ? List.of() : which(account -> isReachedAt(account, address));
  }

  private List<Member> named(String title) {
    String name = plain(title);
    if (name.isEmpty()) {
      return List.of();
    }
    List<Member> whole =
        which(account -> isReachedAt(account, title) || plain(account.name()).equals(name));
    return whole.isEmpty()
        ? which(
            account ->
                Stream.of(account.firstName(), account.lastName())
                    .anyMatch(part -> plain(part).equals(name)))
        : whole;
  }

  private List<Member> which(Predicate<Account> fits) {
    return members.stream().filter(member -> fits.test(member.account())).toList();
  }

  private static boolean isReachedAt(Account account, String address) {
    return account.id().equalsIgnoreCase(address.strip())
        || account.mail().filter(address.strip()::equalsIgnoreCase).isPresent();
  }

  /** Without capitals, accents and needless blanks. */
  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .replaceAll("\\s+", " ")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * @param members who is meant; nobody if that is not known
   * @param why it is not known; null if it is
   */
  record Meant(List<Member> members, String why) {}
}
