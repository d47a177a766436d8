package org.mcws.desk.browser;

import org.mcws.desk.FreePort;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives the desk a free port that is known before its start: links in mails begin with it. */
class KnownPort implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of("server.port=" + FreePort.take()).applyTo(context);
  }
}
