package org.mcws.desk.engine;

import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;
import org.springframework.stereotype.Component;

/**
 * Grants to groups. There are only grants: checking for revocations would make the task queries
 * slow, so it is switched off.
 */
@Component
class Grants {

  private final AuthorizationService authorizations;

  Grants(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  /** The group has exactly these permissions on the resource afterwards. */
  void give(String group, Resource resource, String id, Permission... permissions) {
    Authorization grant =
        authorizations
            .createAuthorizationQuery()
            .authorizationType(Authorization.AUTH_TYPE_GRANT)
            .groupIdIn(group)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    if (grant == null) {
      grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
      grant.setGroupId(group);
      grant.setResource(resource);
      grant.setResourceId(id);
    }
    save(grant, permissions);
  }

  /** Everybody with an account has exactly these permissions on the resource afterwards. */
  void giveEverybody(Resource resource, String id, Permission... permissions) {
    Authorization grant =
        authorizations
            .createAuthorizationQuery()
            .authorizationType(Authorization.AUTH_TYPE_GLOBAL)
            .resourceType(resource)
            .resourceId(id)
            .singleResult();
    if (grant == null) {
      grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
      grant.setResource(resource);
      grant.setResourceId(id);
    }
    save(grant, permissions);
  }

  private void save(Authorization grant, Permission... wanted) {
    grant.setPermissions(wanted);
    authorizations.saveAuthorization(grant);
  }
}
