package org.mcws.desk.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.mcws.desk.engine.form.Submitted;
import org.springframework.beans.factory.ObjectProvider;

/**
 * What every new instance passes before anything of it is stored: is the input right, and whose is
 * it? An instance without tenant would be seen by the owners of all communities, so there is none.
 *
 * <p>The engine asks its tenant provider synchronously for each start with all variables, also when
 * the start event is asynchronous; a listener would then run only in the job, after the answer.
 */
class InstanceGate implements TenantIdProvider {

  private static final String COMMUNITY = "community";
  private static final String SLUG = "slug";

  private final InputGate input;
  private final ObjectProvider<ProcessTenant> tenants;

  InstanceGate(InputGate input, ObjectProvider<ProcessTenant> tenants) {
    this.input = input;
    this.tenants = tenants;
  }

  @Override
  public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext start) {
    if (start.getSuperExecution() != null) {
      return start.getSuperExecution().getTenantId();
    }
    ProcessDefinition definition = start.getProcessDefinition();
    ExecutionEntity instance = startingNow(definition);
    PvmActivity usual = ((ProcessDefinitionEntity) definition).getInitial();
    boolean usualStart = instance.getActivity() == usual;
    boolean event = instance.getActivity() != null && isStartEvent(instance.getActivity());
    if (!event) {
      refuseShortcut();
    }
    if (instance.getRestartedProcessInstanceId() == null && (usualStart || !event)) {
      input.checkStart(definition, start.getVariables());
    }
    return tenant(definition, start.getVariables());
  }

  @Override
  public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext start) {
    throw new IllegalStateException("The desk runs no cases");
  }

  @Override
  public String provideTenantIdForHistoricDecisionInstance(
      TenantIdProviderHistoricDecisionInstanceContext decision) {
    return decision.getExecution() == null ? null : decision.getExecution().getTenantId();
  }

  /** The engine does not say which instance it asks for: it is the one that has no tenant yet. */
  private static ExecutionEntity startingNow(ProcessDefinition definition) {
    return Context.getCommandContext()
        .getDbEntityManager()
        .getCachedEntitiesByType(ExecutionEntity.class)
        .stream()
        .filter(execution -> execution.isProcessInstanceExecution())
        .filter(execution -> execution.getTenantId() == null && execution.isStarting())
        .filter(execution -> definition.getId().equals(execution.getProcessDefinitionId()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No instance is starting"));
  }

  private static boolean isStartEvent(PvmActivity activity) {
    return String.valueOf(activity.getProperty("type")).toLowerCase().contains("startevent");
  }

  /** A start in the middle would skip whoever has to agree before. */
  private static void refuseShortcut() {
    Authentication person = Context.getCommandContext().getAuthentication();
    if (person != null && !People.isOpsOrAdmin(person.getGroupIds())) {
      throw new AuthorizationException(
          "Only Community Ops may start a process at another place than its beginning.");
    }
  }

  private String tenant(ProcessDefinition definition, Map<String, Object> variables) {
    Map<String, Object> plain = Submitted.of(variables, new ArrayList<>()).plain();
    String byRule =
        tenants.stream()
            .filter(rule -> rule.processKey().equals(definition.getKey()))
            .map(rule -> rule.tenantOf(plain))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return byRule == null ? tenantOfStarter(definition, plain.get(COMMUNITY)) : byRule;
  }

  private static String tenantOfStarter(ProcessDefinition definition, Object community) {
    Object named = community instanceof Map<?, ?> details ? details.get(SLUG) : community;
    Authentication person = Context.getCommandContext().getAuthentication();
    if (person == null) {
      if (named instanceof String slug && !slug.isBlank()) {
        return slug;
      }
      throw new InvalidInput(
          "/" + COMMUNITY,
          "Nothing tells to whom the new instance of '"
              + definition.getKey()
              + "' belongs: send the variable 'community' with a community's slug.");
    }
    boolean ops = People.isOpsOrAdmin(person.getGroupIds());
    List<String> own = person.getTenantIds() == null ? List.of() : person.getTenantIds();
    if (named != null) {
      if (!(ops ? isTenant(named) : own.contains(named))) {
        throw new InvalidInput(
            "/" + COMMUNITY, "You are not a member of the community that 'community' names.");
      }
      return named.toString();
    }
    if (own.size() != 1) {
      throw new InvalidInput(
          "/" + COMMUNITY,
          own.isEmpty() && !ops
              ? "You are a member of no community, so nothing can be started for you."
              : "You are a member of several communities: name one by its slug in 'community'.");
    }
    return own.get(0);
  }

  private static boolean isTenant(Object named) {
    return Context.getProcessEngineConfiguration()
            .getIdentityService()
            .createTenantQuery()
            .tenantId(named.toString())
            .count()
        > 0;
  }
}
