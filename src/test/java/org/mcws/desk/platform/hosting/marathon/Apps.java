package org.mcws.desk.platform.hosting.marathon;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Settings;

/** Apps to try things with. */
final class Apps {

  static final String ID = "/mozilla-xy/site";

  private Apps() {}

  static App site(String tag) {
    return site(tag, 1);
  }

  static App site(String tag, int instances) {
    return new App(
        ID,
        "registry.example/xy/site:" + tag,
        List.of("serve", "--verbose"),
        Map.of("LANG", "eo"),
        Optional.of(8080),
        List.of("xy.example"),
        "/health",
        new App.Resources(0.1, 64, 0),
        instances,
        Map.of("desk-service", "service-1"));
  }

  static App worker(String tag) {
    return new App(
        ID,
        "registry.example/xy/bot:" + tag,
        List.of(),
        Map.of(),
        Optional.empty(),
        List.of(),
        "",
        new App.Resources(0.1, 64, 10),
        1,
        Map.of("desk-service", "service-1"));
  }

  static Settings settings(String revision) {
    return new Settings(
        Map.of("GREETING", "saluton from " + revision),
        Map.of("TOKEN", "hidden-in-" + revision),
        revision);
  }

  static AppStatus eventually(Hosting hosting, Predicate<AppStatus> wanted) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hosting.find(ID), found -> found.isPresent() && wanted.test(found.get()))
        .orElseThrow();
  }

  static AppStatus settled(Hosting hosting) {
    return eventually(hosting, AppStatus::settled);
  }
}
