package org.mcws.desk.notification;

import org.mcws.desk.settings.SettingProblem;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.util.StringUtils;

/** Finds out that no mail server is named before anything is started. */
class MailServerCheck
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    if (!StringUtils.hasText(context.getEnvironment().getProperty("spring.mail.host"))) {
      throw new SettingProblem(
          "spring.mail.host",
          "is missing; without a mail server the desk could ask nobody.",
          "Name the server that takes the desk's mails, such as SPRING_MAIL_HOST=mail.example.org.");
    }
  }

  // The sandbox names its own server.
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
