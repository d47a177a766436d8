package org.mcws.desk;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

/**
 * Gives every desk that a test starts a folder and ports of its own, so that several can run at
 * once. What a test sets itself wins.
 */
class TestHome implements ApplicationContextInitializer<GenericApplicationContext>, Ordered {

  @Override
  public void initialize(GenericApplicationContext context) {
    Path home = Path.of("target", "desks", UUID.randomUUID().toString()).toAbsolutePath();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("desk.home", home.toString());
    settings.put("server.port", "0");
    for (String server :
        new String[] {
          "marathon",
          "mesos",
          "sites",
          "dns-api",
          "dns",
          "mail-api",
          "smtp",
          "imap",
          "registry",
          "engine"
        }) {
      settings.put("desk.sandbox." + server + "-port", "0");
    }
    context
        .getEnvironment()
        .getPropertySources()
        .addAfter(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new MapPropertySource("test home", settings));
    // The programs stay: other desks of this test run use them, too.
    context
        .getDefaultListableBeanFactory()
        .registerDisposableBean(
            "testHome",
            () -> {
              FileSystemUtils.deleteRecursively(home.resolve("postgres"));
              FileSystemUtils.deleteRecursively(home.resolve("sandbox"));
            });
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
