package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;
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
        site.settings(),
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
        app.settings(),
        app.port(),
        app.hostNames(),
        app.healthPath(),
        resources,
        instances,
        labels);
  }

  /** Settings of which each revision says something else. */
  protected static Settings settings(String revision) {
    return new Settings(
        Map.of("LANG", "eo", "GREETING", "saluton from " + revision),
        Map.of("TOKEN", secret(revision), "A_KEY", "key to " + revision + "\n{{.}}"),
        revision);
  }

  protected static String secret(String revision) {
    return "hidden-in-" + revision;
  }

  /**
   * What a program sees of its settings, in a site that {@link #teller} is the image of.
   *
   * @param image how it is to be called
   */
  protected final void seesItsSettings(String image) {
    running(site(image).with(settings("r1")));
    assertThat(visit("xy.example")).contains("saluton from r1, " + secret("r1") + ".");

    hosting().deploy(ID, image, settings("r2"));

    settled();
    assertThat(visit("xy.example")).contains("saluton from r2, " + secret("r2") + ".");
  }

  /** How an image is built whose site shows its settings to everybody, and that has no rights. */
  protected static String teller(String base) {
    return "FROM "
        + base
        + "\nRUN mkdir -p /told && chmod 777 /told\nUSER 65534\n"
        + "CMD [\"sh\", \"-c\", \"echo \\\"$GREETING, $TOKEN$(cat ${TOKEN_FILE:-/dev/null}).\\\""
        + " > /told/index.html; exec httpd -f -p 8080 -h /told\"]\nSTOPSIGNAL KILL\n";
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
