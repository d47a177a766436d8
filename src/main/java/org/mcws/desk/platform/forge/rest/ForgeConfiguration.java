package org.mcws.desk.platform.forge.rest;

import java.time.Duration;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.forge.CommitStatuses;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

@Configuration(proxyBeanMethods = false)
class ForgeConfiguration {

  static final DataSize LONGEST_ANSWER = DataSize.ofKilobytes(64);

  /** Connecting may take half of the ten seconds after which all of it has to be over. */
  private static final HttpTimeouts TIMEOUTS =
      new HttpTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));

  @Bean
  CarefulHttp forgeHttp() {
    return new CarefulHttp(TIMEOUTS, LONGEST_ANSWER);
  }

  @Bean
  CommitStatuses commitStatuses(CarefulHttp forgeHttp, RepositoryAddresses addresses) {
    return new ForgeStatuses(forgeHttp, addresses);
  }
}
