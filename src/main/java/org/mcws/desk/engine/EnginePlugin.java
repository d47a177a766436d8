package org.mcws.desk.engine;

import java.util.List;
import javax.xml.datatype.DatatypeFactory;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.spring.boot.starter.configuration.Ordering;
import org.camunda.bpm.spring.boot.starter.util.SpringBootProcessEnginePlugin;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;

/** Puts the desk's guards into the engine. What has a setting of its own is in the settings. */
@Order(Ordering.DEFAULT_ORDER + 1)
class EnginePlugin extends SpringBootProcessEnginePlugin {

  private final ApplicationContext context;
  private final InputGate input;
  private final InstanceGate instances;
  private final PatientTransaction transaction;

  EnginePlugin(
      ApplicationContext context,
      InputGate input,
      InstanceGate instances,
      PatientTransaction transaction) {
    this.context = context;
    this.input = input;
    this.instances = instances;
    this.transaction = transaction;
  }

  /**
   * Without the name of the implementation the engine searches all jars for one at each timer that
   * is given as a duration; this is the one that it finds then.
   */
  private static void nameDatatypeFactory() {
    if (System.getProperty(DatatypeFactory.DATATYPEFACTORY_PROPERTY) == null) {
      System.setProperty(
          DatatypeFactory.DATATYPEFACTORY_PROPERTY,
          DatatypeFactory.DATATYPEFACTORY_IMPLEMENTATION_CLASS);
    }
  }

  @Override
  public void preInit(SpringProcessEngineConfiguration engine) {
    nameDatatypeFactory();
    ProcessBeans beans = new ProcessBeans(context);
    engine.setBeans(beans);
    engine.setExpressionManager(new GuardedExpressions(context, beans));
    engine.setDelegateInterceptor(new RefusalsAsBpmnErrors());
    engine.setFailedJobCommandFactory(new FailuresInWords());
    engine.setTenantIdProvider(instances);
    engine.setTaskService(new CheckedTaskService(input, transaction));
    engine.setFormService(new CheckedFormService(input, transaction));
    engine.setIdentityProviderSessionFactory(new DeskIdentities.Factory());
    engine.setCustomSessionFactories(List.of(new FewGroups.Factory(), new OpsSeeAll.Factory()));
    engine.setCustomHistoryLevels(List.of(new FullHistory()));
    engine.setCustomPreCommandInterceptorsTxRequired(List.of(new PlainRefusals()));
    engine.setCustomPreCommandInterceptorsTxRequiresNew(List.of(new PlainRefusals()));
  }
}
