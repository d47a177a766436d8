package org.mcws.desk.rollout;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.advisory.AdvisoryReader;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.StartCheck;
import org.springframework.stereotype.Component;

/** Lets in what can be read as an advisory, through whichever door it comes. */
@Component
class RolloutCheck implements StartCheck {

  private static final String FIELD = "/" + RolloutProcess.ADVISORY;
  private static final String PASTED = FIELD + "/document";

  private final GivenAdvisory given;
  private final AdvisoryReader reader;
  private final Rollouts rollouts;

  RolloutCheck(GivenAdvisory given, AdvisoryReader reader, Rollouts rollouts) {
    this.given = given;
    this.reader = reader;
    this.rollouts = rollouts;
  }

  @Override
  public String processKey() {
    return RolloutProcess.KEY;
  }

  // As it is published it looks nothing like what the form asks for.
  @Override
  public Set<String> variables() {
    return Set.of(RolloutProcess.ADVISORY);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    rollouts.lockIntake();
    Object advisory = variables.get(RolloutProcess.ADVISORY);
    Optional<String> document = given.document(advisory);
    if (document.isEmpty()) {
      found.add(
          new InvalidField(
              FIELD, "Paste the advisory as it was published, or say by hand what is affected."));
      return;
    }
    try {
      reader.read(document.get());
    } catch (InvalidInput invalid) {
      invalid
          .fields()
          .forEach(
              field ->
                  found.add(
                      GivenAdvisory.isPasted(advisory)
                          ? new InvalidField(PASTED, where(field) + field.message())
                          : new InvalidField(pointer(field), field.message())));
    }
  }

  /** A pasted document's own pointers lead nowhere in what was sent. */
  private static String where(InvalidField field) {
    return field.field().equals("/") ? "" : field.field() + " in the document: ";
  }

  private static String pointer(InvalidField field) {
    return field.field().equals("/") ? FIELD : FIELD + field.field();
  }
}
