package org.mcws.desk.engine;

import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.ALL;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Permissions.READ_HISTORY;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.DELETE_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.MIGRATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_HISTORY_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.SUSPEND_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_INSTANCE_VARIABLE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.UPDATE_TASK_VARIABLE;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The groups, what they may do, the shared filters and the first accounts. Runs at each start
 * before the port opens, on one node at a time, and changes nothing that is right already.
 */
@Component
class FirstPeople implements SmartInitializingSingleton {

  private static final String ANY = Authorization.ANY;
  private static final String TASKLIST = "tasklist";
  private static final String COCKPIT = "cockpit";
  private static final String ONBOARDING = "onboarding";
  private static final String DOWNTIME_RECOVERY = "downtime-recovery";
  private static final String DELIVERY = "delivery";
  private static final String SANDBOX = "sandbox";
  private static final long LOCK = 7_240_001;

  private final IdentityService identity;
  private final People people;
  private final Grants grants;
  private final Filters filters;
  private final AdminSettings admin;
  private final Environment environment;
  private final TransactionTemplate transaction;
  private final JdbcTemplate database;

  FirstPeople(
      IdentityService identity,
      People people,
      Grants grants,
      Filters filters,
      AdminSettings admin,
      Environment environment,
      TransactionTemplate transaction,
      JdbcTemplate database) {
    this.identity = identity;
    this.people = people;
    this.grants = grants;
    this.filters = filters;
    this.admin = admin;
    this.environment = environment;
    this.transaction = transaction;
    this.database = database;
  }

  @Override
  public void afterSingletonsInstantiated() {
    transaction.executeWithoutResult(
        status -> {
          database.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
          groups();
          everybodyMay();
          opsMay();
          reviewersMay();
          filters.provide();
          accounts();
        });
  }

  private void groups() {
    people.addGroup(People.ADMINISTRATORS, "Administrators of the engine", "SYSTEM");
    people.addGroup(People.OPS, "Community Ops", "WORKFLOW");
    people.addGroup(People.REVIEWERS, "Reviewers", "WORKFLOW");
    for (Resource resource : Resources.values()) {
      grants.give(People.ADMINISTRATORS, resource, ANY, ALL);
    }
    Tenant platform = identity.createTenantQuery().tenantId(People.OPS).singleResult();
    if (platform == null) {
      platform = identity.newTenant(People.OPS);
      platform.setName("The platform as a whole");
      identity.saveTenant(platform);
    }
    people.addToTenant(People.OPS, People.OPS);
  }

  /** Who has just got an account may look into Tasklist; what is in it is another matter. */
  private void everybodyMay() {
    grants.giveEverybody(Resources.APPLICATION, TASKLIST, ACCESS);
    // Whose service it may be is checked when somebody says that it is down.
    grants.giveEverybody(Resources.PROCESS_DEFINITION, DOWNTIME_RECOVERY, READ, CREATE_INSTANCE);
    // And so it is when somebody wants something delivered.
    grants.giveEverybody(Resources.PROCESS_DEFINITION, DELIVERY, READ, CREATE_INSTANCE);
    grants.giveEverybody(Resources.PROCESS_INSTANCE, ANY, CREATE);
  }

  /** Everything that runs, but neither deployments nor rights: that takes an administrator. */
  private void opsMay() {
    grants.give(People.OPS, Resources.APPLICATION, COCKPIT, ACCESS);
    grants.give(People.OPS, Resources.FILTER, ANY, READ);
    grants.give(
        People.OPS,
        Resources.PROCESS_DEFINITION,
        ANY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.CREATE_INSTANCE,
        ProcessDefinitionPermissions.READ_HISTORY,
        READ_INSTANCE,
        UPDATE_INSTANCE,
        DELETE_INSTANCE,
        SUSPEND_INSTANCE,
        MIGRATE_INSTANCE,
        RETRY_JOB,
        READ_TASK,
        UPDATE_TASK,
        READ_INSTANCE_VARIABLE,
        UPDATE_INSTANCE_VARIABLE,
        READ_TASK_VARIABLE,
        UPDATE_TASK_VARIABLE,
        READ_HISTORY_VARIABLE);
    grants.give(People.OPS, Resources.PROCESS_INSTANCE, ANY, CREATE);
    grants.give(People.OPS, Resources.DECISION_DEFINITION, ANY, READ, READ_HISTORY);
    grants.give(People.OPS, Resources.DECISION_REQUIREMENTS_DEFINITION, ANY, READ);
    for (Resource resource :
        List.of(
            Resources.DEPLOYMENT,
            Resources.USER,
            Resources.GROUP,
            Resources.TENANT,
            Resources.BATCH)) {
      grants.give(People.OPS, resource, ANY, READ);
    }
    grants.give(People.OPS, Resources.SYSTEM, ANY, SystemPermissions.READ);
  }

  private void reviewersMay() {
    grants.give(People.REVIEWERS, Resources.PROCESS_DEFINITION, ONBOARDING, READ, CREATE_INSTANCE);
    grants.give(People.REVIEWERS, Resources.PROCESS_INSTANCE, ANY, CREATE);
  }

  private void accounts() {
    if (environment.acceptsProfiles(Profiles.of(SANDBOX))) {
      account("admin", "admin", null, People.ADMINISTRATORS, true);
      account("ops", "ops", "ops@desk.test", People.OPS, true);
      account("reviewer", "reviewer", "reviewer@desk.test", People.REVIEWERS, true);
    } else if (identity.createUserQuery().memberOfGroup(People.ADMINISTRATORS).count() == 0) {
      if (admin.id() == null || admin.id().isBlank() || admin.password() == null) {
        throw new SettingProblem(
            "desk.admin",
            "is missing: this desk has no administrator yet.",
            "Name the first one, for example DESK_ADMIN_ID=ann@example.org and"
                + " DESK_ADMIN_PASSWORD=<a long password>.");
      }
      String email = admin.email() == null || admin.email().isBlank() ? admin.id() : admin.email();
      account(admin.id(), admin.password(), email, People.ADMINISTRATORS, false);
    }
  }

  private void account(
      String id, String password, String email, String group, boolean anyPassword) {
    if (identity.createUserQuery().userId(id).count() == 0) {
      User user = identity.newUser(id);
      user.setFirstName(id);
      user.setLastName("");
      user.setEmail(email);
      user.setPassword(password);
      if (!anyPassword && !identity.checkPasswordAgainstPolicy(password, user).isValid()) {
        throw new SettingProblem(
            "desk.admin.password",
            "is too easy to guess.",
            "Take at least 10 characters with lower case, upper case, a digit and another sign,"
                + " and nothing of the id.");
      }
      if (anyPassword) {
        people.saveWithAnyPassword(user);
      } else {
        identity.saveUser(user);
      }
    }
    if (!people.isMember(id, group)) {
      identity.createMembership(id, group);
    }
  }
}
