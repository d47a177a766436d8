package org.mcws.desk.platform.mail.postfix;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "desk.mail.server", havingValue = "postfix")
class PostfixConfiguration {

  private static final int CONNECTIONS = 4;

  @Bean(destroyMethod = "close")
  PostfixMailHosting mailHosting(PostfixSettings settings) {
    return new PostfixMailHosting(
        new MailTables(settings.url(), connections(settings)), new Doveadm(settings));
  }

  /** Not a bean: it is not the desk's own database. */
  static HikariDataSource connections(PostfixSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("mail-tables");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.username());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    // The desk starts, too, while the mail server is away.
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(settings.timeouts().read().toMillis());
    // The driver takes only text: it passes over numbers and truth values without a word.
    config.addDataSourceProperty("ApplicationName", "mcws-desk");
    config.addDataSourceProperty("connectTimeout", seconds(settings.timeouts().connect()));
    config.addDataSourceProperty("socketTimeout", seconds(settings.timeouts().read()));
    // It would show a row that is refused, with its password.
    config.addDataSourceProperty("logServerErrorDetail", "false");
    // If the desk's machine goes in the middle of something, the aliases are not held for hours;
    // twice, so that a desk that still waits for an answer says so itself.
    config.setConnectionInitSql(
        "set idle_in_transaction_session_timeout = " + 2 * settings.timeouts().read().toMillis());
    return new HikariDataSource(config);
  }

  /** 0 would be for ever. */
  private static String seconds(Duration time) {
    return String.valueOf(Math.max(1, time.plusMillis(999).toSeconds()));
  }
}
