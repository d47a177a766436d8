package org.mcws.desk.engine;

import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;

/**
 * Asks Ops for no tenants: they belong to all. Else each of their requests would read all tenants,
 * and name each in every query.
 */
class OpsSeeAll extends TenantManager {

  @Override
  public boolean isTenantCheckEnabled() {
    Authentication person = getCurrentAuthentication();
    boolean ops = person != null && People.isOpsOrAdmin(person.getGroupIds());
    return !ops && super.isTenantCheckEnabled();
  }

  static final class Factory implements SessionFactory {

    @Override
    public Class<?> getSessionType() {
      return TenantManager.class;
    }

    @Override
    public Session openSession() {
      return new OpsSeeAll();
    }
  }
}
