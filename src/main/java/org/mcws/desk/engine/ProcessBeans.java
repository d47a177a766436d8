package org.mcws.desk.engine;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that expressions may name: delegates, listeners and what is marked {@link ProcessBean}.
 * Names are collected at first use, because the engine is built before the beans that use it.
 */
class ProcessBeans extends AbstractMap<Object, Object> {

  private final ListableBeanFactory beans;
  private volatile Set<String> names;

  ProcessBeans(ListableBeanFactory beans) {
    this.beans = beans;
  }

  @Override
  public boolean containsKey(Object name) {
    return name instanceof String && names().contains(name);
  }

  @Override
  public Object get(Object name) {
    return containsKey(name) ? beans.getBean((String) name) : null;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return names().stream().collect(Collectors.toMap(n -> (Object) n, beans::getBean)).entrySet();
  }

  private Set<String> names() {
    Set<String> known = names;
    if (known == null) {
      known = new TreeSet<>(Set.of(beans.getBeanNamesForAnnotation(ProcessBean.class)));
      for (Class<?> type :
          Set.of(JavaDelegate.class, ExecutionListener.class, TaskListener.class)) {
        known.addAll(Set.of(beans.getBeanNamesForType(type, true, false)));
      }
      names = known;
    }
    return known;
  }
}
