package org.mcws.desk.platform.mesos.operator;

import org.mcws.desk.platform.TaskOutput;
import org.mcws.desk.platform.mesos.Machines;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MesosConfiguration {

  @Bean
  Machines machines(MesosSettings settings) {
    return settings.urls().isEmpty()
        ? new UnknownMachines()
        : new OperatorMachines(new OperatorApi(settings));
  }

  @Bean
  TaskOutput taskOutput(MesosSettings settings) {
    return settings.urls().isEmpty()
        ? new UnknownOutput()
        : new AgentOutput(settings, new OperatorApi(settings));
  }
}
