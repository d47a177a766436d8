package org.mcws.desk.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.StartCheck;
import org.springframework.stereotype.Component;

/** Everything that may be wrong with a question, through whichever door it comes. */
@Component
class OwnerApprovalCheck implements StartCheck {

  private final QuestionReader reader;
  private final ObjectMapper json;

  OwnerApprovalCheck(QuestionReader reader, ObjectMapper json) {
    this.reader = reader;
    this.json = json;
  }

  @Override
  public String processKey() {
    return OwnerApprovalProcess.KEY;
  }

  // The form has room for services as text; by REST they may be a list.
  @Override
  public Set<String> variables() {
    return Set.of(OwnerApprovalProcess.QUESTION);
  }

  @Override
  public void check(Map<String, Object> variables, List<InvalidField> found) {
    Object question = variables.get(OwnerApprovalProcess.QUESTION);
    try {
      reader.read(question == null ? null : json.writeValueAsString(question), found);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
