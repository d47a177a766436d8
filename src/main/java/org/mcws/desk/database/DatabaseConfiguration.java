package org.mcws.desk.database;

import org.mcws.desk.settings.DeskSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Without {@code spring.datasource.url} the desk brings its own PostgreSQL. The connection pool
 * takes where it is from this bean, so Spring closes the pool first and stops PostgreSQL after it.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean(destroyMethod = "close")
  @Conditional(NoDatabaseNamed.class)
  OwnPostgres ownPostgres(DeskSettings desk, DatabaseSettings settings) {
    return OwnPostgres.start(desk.home(), settings);
  }
}
