package org.mcws.desk.engine;

import java.time.Clock;
import org.camunda.bpm.spring.boot.starter.configuration.CamundaDeploymentConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class EngineConfiguration {

  @Bean
  static Clock clock() {
    return new EngineClock();
  }

  @Bean
  static CamundaDeploymentConfiguration stableDeployment() {
    return new StableDeployment(new PathMatchingResourcePatternResolver());
  }

  @Bean
  static EnginePlugin enginePlugin(
      ApplicationContext context,
      ObjectProvider<StartCheck> startChecks,
      ObjectProvider<TaskCheck> taskChecks,
      ObjectProvider<ProcessTenant> tenants,
      PatientTransaction transaction,
      Clock clock) {
    InputGate input = new InputGate(startChecks, taskChecks, clock);
    return new EnginePlugin(context, input, new InstanceGate(input, tenants), transaction);
  }
}
