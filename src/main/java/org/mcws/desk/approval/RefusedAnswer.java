package org.mcws.desk.approval;

import java.util.List;
import java.util.stream.Collectors;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

/** An answer that cannot be taken as it is; can be said in every language. */
class RefusedAnswer extends InvalidInput {

  private static final long serialVersionUID = 1L;

  private final transient List<Flaw> flaws;

  RefusedAnswer(List<Flaw> flaws) {
    super(
        flaws.stream()
            .map(flaw -> new InvalidField(flaw.field(), flaw.in(Words.ENGLISH)))
            .toList());
    this.flaws = List.copyOf(flaws);
  }

  RefusedAnswer(String field, String sentence, String part) {
    this(List.of(new Flaw(field, sentence, part)));
  }

  String in(Words words) {
    return flaws.stream().map(flaw -> flaw.in(words)).collect(Collectors.joining(" "));
  }
}
