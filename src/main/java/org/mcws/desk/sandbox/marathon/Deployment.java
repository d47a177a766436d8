package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A change that is being brought about, step by step.
 *
 * @param before the apps as they were, null for those that are new
 */
record Deployment(
    String id,
    String version,
    List<Action> steps,
    Map<String, AppDefinition> before,
    Progress progress) {

  /** One thing to bring about; each step has one. */
  record Action(String action, String app) {}

  /** How far it is. */
  static final class Progress {
    private int done;
  }

  static Deployment of(String version, Map<String, AppDefinition> before, List<Action> steps) {
    return new Deployment(UUID.randomUUID().toString(), version, steps, before, new Progress());
  }

  /** What to do when an app changes from one definition to the other. */
  static List<Action> steps(AppDefinition from, AppDefinition to) {
    if (from == null) {
      return List.of(
          new Action("StartApplication", to.id()), new Action("ScaleApplication", to.id()));
    }
    if (to == null) {
      return List.of(new Action("StopApplication", from.id()));
    }
    if (!from.configVersion().equals(to.configVersion())) {
      return List.of(new Action("RestartApplication", to.id()));
    }
    return from.instances() == to.instances()
        ? List.of()
        : List.of(new Action("ScaleApplication", to.id()));
  }

  Set<String> apps() {
    return before.keySet();
  }

  boolean restarts(String app) {
    return steps.contains(new Action("RestartApplication", app));
  }

  boolean finished() {
    return progress.done >= steps.size();
  }

  Action current() {
    return steps.get(progress.done);
  }

  void stepDone() {
    progress.done++;
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id).put("version", version);
    json.set("affectedApps", Json.strings(apps()));
    json.putArray("affectedPods");
    json.set("steps", stepsJson());
    ObjectNode now = json.putArray("currentActions").addObject();
    now.put("action", current().action()).put("app", current().app());
    now.putArray("readinessCheckResults");
    return json.put("currentStep", progress.done + 1).put("totalSteps", steps.size());
  }

  /** As events show it. */
  ObjectNode plan() {
    ObjectNode plan = Json.object().put("id", id).put("version", version);
    plan.set("steps", stepsJson());
    return plan;
  }

  ObjectNode currentStepJson() {
    ObjectNode step = Json.object();
    step.putArray("actions")
        .addObject()
        .put("action", current().action())
        .put("app", current().app());
    return step;
  }

  private ArrayNode stepsJson() {
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (Action step : steps) {
      all.addObject()
          .putArray("actions")
          .addObject()
          .put("action", step.action())
          .put("app", step.app());
    }
    return all;
  }

  /** As it is kept across a restart. */
  ObjectNode saved() {
    ObjectNode json = plan().put("done", progress.done);
    ObjectNode apps = json.putObject("before");
    before.forEach((app, was) -> apps.set(app, was == null ? null : was.json()));
    return json;
  }

  static Deployment restored(JsonNode json) {
    Map<String, AppDefinition> before = new LinkedHashMap<>();
    json.path("before")
        .properties()
        .forEach(
            e ->
                before.put(
                    e.getKey(),
                    e.getValue() instanceof ObjectNode app ? new AppDefinition(app) : null));
    List<Action> steps = new ArrayList<>();
    for (JsonNode step : json.path("steps")) {
      JsonNode action = step.path("actions").path(0);
      steps.add(new Action(action.path("action").asText(), action.path("app").asText()));
    }
    Progress progress = new Progress();
    progress.done = json.path("done").asInt();
    return new Deployment(
        json.path("id").asText(), json.path("version").asText(), steps, before, progress);
  }
}
