package org.mcws.desk.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.stereotype.Component;

/**
 * Looks things up in deployed decision tables without keeping a record of each look: for limits
 * that are asked for again and again and written down elsewhere. What decides about people belongs
 * into a business rule task, whose decisions are kept.
 */
@Component
public class DecisionTables {

  private final RepositoryService repository;
  private final AsDesk asDesk;
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final Map<String, DmnDecision> read = new ConcurrentHashMap<>();

  DecisionTables(RepositoryService repository, AsDesk asDesk) {
    this.repository = repository;
    this.asDesk = asDesk;
  }

  /**
   * The one row that fits, by its outputs' names.
   *
   * @param key the decision's id, whose table answers with at most one row
   * @throws IllegalStateException if no row fits
   */
  public Map<String, Object> row(String key, Map<String, Object> inputs) {
    DmnDecisionRuleResult row =
        engine.evaluateDecisionTable(asDesk.get(() -> newest(key)), inputs).getSingleResult();
    if (row == null) {
      throw new IllegalStateException(
          key + ".dmn has no row for " + inputs + ": add it and deploy again");
    }
    return row.getEntryMap();
  }

  private DmnDecision newest(String key) {
    DecisionDefinition definition =
        repository
            .createDecisionDefinitionQuery()
            .decisionDefinitionKey(key)
            .latestVersion()
            .singleResult();
    return read.computeIfAbsent(
        definition.getId(),
        id -> engine.parseDecision(key, repository.getDecisionModel(definition.getId())));
  }
}
