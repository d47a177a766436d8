package org.mcws.desk.engine;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine's accounts. When one is deleted its grants go too: the engine would keep them, and
 * whoever later gets the same id would inherit them.
 */
class DeskIdentities extends DbIdentityServiceProvider {

  @Override
  public IdentityOperationResult deleteUser(String userId) {
    IdentityOperationResult deleted = super.deleteUser(userId);
    if (IdentityOperationResult.OPERATION_DELETE.equals(deleted.getOperation())) {
      var engine = Context.getProcessEngineConfiguration();
      new AsDesk(engine.getIdentityService())
          .run(
              () -> {
                var grants = engine.getAuthorizationService();
                for (Authorization grant :
                    grants.createAuthorizationQuery().userIdIn(userId).unlimitedList()) {
                  grants.deleteAuthorization(grant.getId());
                }
              });
    }
    return deleted;
  }

  static final class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return DeskIdentities.class;
    }

    @Override
    public Session openSession() {
      return new DeskIdentities();
    }
  }
}
