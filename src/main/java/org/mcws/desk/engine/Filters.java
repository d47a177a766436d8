package org.mcws.desk.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The lists that Tasklist shows; without one it would be empty for everybody. */
@Component
class Filters {

  private final FilterService filters;
  private final TaskService tasks;
  private final Grants grants;

  Filters(FilterService filters, TaskService tasks, Grants grants) {
    this.filters = filters;
    this.tasks = tasks;
    this.grants = grants;
  }

  /** Makes those that are missing. What somebody has changed in one stays. */
  void provide() {
    everybodys(
        provide(
            "My tasks",
            "What you have taken on",
            1,
            tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}")));
    everybodys(
        provide(
            "Tasks of my groups",
            "What waits for anybody in your groups",
            2,
            tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}")));
    provide("All tasks", "Everything that is open", 3, tasks.createTaskQuery());
  }

  private Filter provide(String name, String description, int place, TaskQuery query) {
    List<Filter> there = filters.createFilterQuery().filterName(name).list();
    if (!there.isEmpty()) {
      return there.get(0);
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put("description", description);
    properties.put("priority", place);
    properties.put("refresh", true);
    properties.put("showUndefinedVariable", false);
    return filters.saveFilter(
        filters.newTaskFilter(name).setQuery(query).setProperties(properties));
  }

  private void everybodys(Filter filter) {
    grants.giveEverybody(Resources.FILTER, filter.getId(), Permissions.READ);
  }
}
