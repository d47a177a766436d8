package org.mcws.desk.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
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
  private final Map<Question, Map<String, Object>> answers = new ConcurrentHashMap<>();

  DecisionTables(RepositoryService repository, AsDesk asDesk) {
    this.repository = repository;
    this.asDesk = asDesk;
  }

  /**
   * The one row that fits, by its outputs' names. Answers are kept, so the inputs must be such that
   * few different ones are ever asked with.
   *
   * @param key the decision's id, whose table answers with at most one row
   * @throws IllegalStateException if no row fits
   */
  public Map<String, Object> row(String key, Map<String, Object> inputs) {
    String newest = asDesk.get(() -> newest(key));
    return answers.computeIfAbsent(new Question(newest, inputs), question -> ask(key, question));
  }

  private Map<String, Object> ask(String key, Question question) {
    DmnDecisionRuleResult row =
        engine
            .evaluateDecisionTable(decision(key, question.id()), question.inputs())
            .getSingleResult();
    if (row == null) {
      throw new IllegalStateException(
          key + ".dmn has no row for " + question.inputs() + ": add it and deploy again");
    }
    return row.getEntryMap();
  }

  private DmnDecision decision(String key, String id) {
    return read.computeIfAbsent(
        id,
        newest -> asDesk.get(() -> engine.parseDecision(key, repository.getDecisionModel(newest))));
  }

  private String newest(String key) {
    return repository
        .createDecisionDefinitionQuery()
        .decisionDefinitionKey(key)
        .latestVersion()
        .singleResult()
        .getId();
  }

  private record Question(String id, Map<String, Object> inputs) {}
}
