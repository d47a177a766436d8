package org.mcws.desk.platform.hosting;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Apps to try a hosting platform with, and how to wait for what becomes of them. */
public abstract class HostingStage {

  protected static final String ID = "/mozilla-xy/site";

  /** The platform, with nothing on it at the start of each test. */
  protected abstract HostingPlatform platform();

  protected final Hosting hosting() {
    return platform().hosting();
  }

  protected final String goodImage(int version) {
    return platform().goodImage(version);
  }

  protected final String unhealthyImage() {
    return platform().unhealthyImage();
  }

  protected final String missingImage() {
    return platform().missingImage();
  }

  protected final String pinned(int version) {
    return platform().pinned(version);
  }

  protected final String visit(String hostName) {
    return platform().visit(hostName);
  }

  protected final int processors() {
    return platform().processors();
  }

  protected final Duration patience() {
    return platform().patience();
  }

  protected final App site(String image) {
    return new App(
        ID,
        image,
        List.of(),
        Map.of("LANG", "eo"),
        Optional.of(8080),
        List.of("xy.example", "www.xy.example"),
        "/",
        new App.Resources(0.1, 64, 0),
        1,
        Map.of("desk-service", "service-1", "desk-community", "mozilla-xy"));
  }

  protected final App worker(String image) {
    App site = site(image);
    return new App(
        site.id(),
        image,
        List.of("sh", "-c", "while sleep 1; do echo $LANG; done"),
        site.environment(),
        Optional.empty(),
        List.of(),
        "",
        site.resources(),
        1,
        site.labels());
  }

  protected final App withInstances(App app, int instances) {
    return changed(app, app.resources(), instances, app.labels());
  }

  protected final App withResources(App app, App.Resources resources) {
    return changed(app, resources, app.instances(), app.labels());
  }

  protected final App withLabels(App app, Map<String, String> labels) {
    return changed(app, app.resources(), app.instances(), labels);
  }

  private static App changed(
      App app, App.Resources resources, int instances, Map<String, String> labels) {
    return new App(
        app.id(),
        app.image(),
        app.command(),
        app.environment(),
        app.port(),
        app.hostNames(),
        app.healthPath(),
        resources,
        instances,
        labels);
  }

  protected final AppStatus settled() {
    return eventually(AppStatus::settled);
  }

  protected final AppStatus eventually(Predicate<AppStatus> wanted) {
    return await()
        .atMost(patience())
        .pollInterval(Duration.ofMillis(20))
        .until(() -> hosting().find(ID), status -> status.isPresent() && wanted.test(status.get()))
        .orElseThrow();
  }

  protected final AppStatus running(App app) {
    hosting().ensure(app);
    return settled();
  }

  protected static Set<String> taskIds(AppStatus status) {
    return status.tasks().stream().map(AppStatus.Task::id).collect(Collectors.toSet());
  }

  protected static List<String> hosts(AppStatus status) {
    return status.tasks().stream().map(AppStatus.Task::host).toList();
  }
}
