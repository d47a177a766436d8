package org.mcws.desk.approval;

import java.util.Map;
import org.mcws.desk.engine.ProcessTenant;
import org.springframework.stereotype.Component;

/** An approval belongs to the community that is asked. */
@Component
class OwnerApprovalTenant implements ProcessTenant {

  @Override
  public String processKey() {
    return OwnerApprovalProcess.KEY;
  }

  @Override
  public String tenantOf(Map<String, Object> variables) {
    Object community =
        variables.get(OwnerApprovalProcess.QUESTION) instanceof Map<?, ?> question
            ? question.get(OwnerApprovalProcess.COMMUNITY)
            : variables.get(OwnerApprovalProcess.COMMUNITY);
    return community instanceof String slug ? slug : null;
  }
}
