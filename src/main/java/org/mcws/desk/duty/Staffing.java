package org.mcws.desk.duty;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts people to stretches of time: those of the shift, or who takes their place meanwhile. */
final class Staffing {

  private final Map<String, Member> members;
  private final List<Shift> shifts;
  private final Map<String, List<Shift>> substitutes;
  private final List<Turn> turns = new ArrayList<>();

  Staffing(List<Member> members, List<Shift> shifts) {
    this.members = members.stream().collect(Collectors.toMap(Member::id, Function.identity()));
    this.shifts = shifts;
    // Who is named last has the last word.
    this.substitutes =
        shifts.stream()
            .filter(shift -> shift.insteadOf().isPresent())
            .filter(shift -> this.members.containsKey(shift.account()))
            .sorted(Comparator.comparing(Shift::addedAt).reversed())
            .collect(Collectors.groupingBy(shift -> shift.insteadOf().orElseThrow()));
  }

  void addShifts(Instant from, Instant to) {
    shifts.stream()
        .filter(shift -> shift.insteadOf().isEmpty())
        .forEach(shift -> add(shift.key(), of(shift), shift.spans(from, to)));
  }

  /** Those who have duty in these stretches, but for where somebody is named in their place. */
  void add(String key, List<Member> whose, List<Span> spans) {
    List<Span> left = spans;
    for (Shift substitute : substitutes.getOrDefault(key, List.of())) {
      Span taken = substitute.span();
      add(
          substitute.key(),
          of(substitute),
          left.stream().flatMap(span -> span.within(taken).stream()).toList());
      left = left.stream().flatMap(span -> span.without(taken).stream()).toList();
    }
    for (Span span : left) {
      whose.forEach(member -> turns.add(new Turn(key, member, span)));
    }
  }

  List<Turn> turns() {
    return turns;
  }

  private List<Member> of(Shift shift) {
    return members.containsKey(shift.account()) ? List.of(members.get(shift.account())) : List.of();
  }
}
