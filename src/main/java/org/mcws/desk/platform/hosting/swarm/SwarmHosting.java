package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppId;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;

/**
 * Hosting by Docker engines in Swarm mode: an app is a service.
 *
 * <p>Swarm takes a change at any time and drops the one that is under way, so nothing has to be
 * waited for or broken off. It refuses one that was made without knowing of another, which is then
 * made anew. An image that is named by a tag is pinned to what the tag means when it is deployed:
 * what runs must not change when a task starts anew or on another machine.
 */
public final class SwarmHosting implements Hosting {

  private static final String SERVICES = "/services/";
  private static final DateTimeFormatter VERSION =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'-").withZone(ZoneOffset.UTC);
  private static final int RANDOM_SIGNS = 8;

  private final SwarmSettings settings;
  private final SwarmApi api;
  private final RegistryLogins logins;
  private final InstantSource clock;
  private final ServiceWriter writer;
  private final Definitions definitions;

  /**
   * @param manager the way to the engine that the settings name
   * @param logins user and password of the registries that ask for them
   */
  public SwarmHosting(
      SwarmSettings settings,
      DockerHttpClient manager,
      RegistryLogins logins,
      InstantSource clock) {
    this.settings = settings;
    this.api = new SwarmApi(settings.engine(), manager);
    this.logins = logins;
    this.clock = clock;
    this.writer = new ServiceWriter(settings);
    this.definitions = new Definitions(api);
  }

  @Override
  public void ensure(App app) {
    String id = AppId.checked(app.id());
    String owner = app.labels().get(Labels.SERVICE);
    if (owner == null) {
      throw new IllegalArgumentException("app " + id + " needs the label " + Labels.SERVICE);
    }
    String network = network();
    ObjectNode wanted = writer.write(app, app.port().map(port -> network));
    Optional<JsonNode> current = read(id);
    if (current.isEmpty()) {
      if (create(app, wanted.deepCopy())) {
        return;
      }
      // Somebody was faster, perhaps this desk whose answer got lost.
      current = read(id);
    }
    JsonNode is = current.orElseThrow(() -> vanished(id));
    if (!is.at("/Spec/Labels").path(Labels.SERVICE).asText().equals(owner)) {
      throw new PlatformRefusal(
          "appNameTaken",
          "The swarm already has another service "
              + ServiceName.of(id)
              + " in the place of app "
              + id
              + ". Choose another name, or let Ops remove that service if nobody needs it.");
    }
    ObjectNode merged = ServiceChanges.laidOver(is.path("Spec"), wanted, network);
    run(merged, is.path("Spec"), app.image());
    change(id, is, merged);
  }

  @Override
  public Optional<AppStatus> find(String id) {
    return read(AppId.checked(id)).map(service -> reader(service).read(id));
  }

  @Override
  public void deploy(String id, String image) {
    JsonNode is =
        read(id)
            .orElseThrow(() -> missing("There is no app " + id + " to deploy " + image + " to"));
    ObjectNode spec = is.path("Spec").deepCopy();
    run(spec, is.path("Spec"), image);
    change(id, is, spec);
  }

  /** A change takes the place of one that is under way in any case. */
  @Override
  public void deployInstead(String id, String image) {
    deploy(id, image);
  }

  @Override
  public void rollBack(String id, String version) {
    JsonNode is = read(id).orElseThrow(() -> versionGone(id, version));
    ObjectNode stored = definitions.find(id, version).orElseThrow(() -> versionGone(id, version));
    if (!ServiceChanges.same(is.path("Spec"), stored)) {
      // Under its old name: instances of it that still run are let run.
      update(id, is, stored);
    }
  }

  @Override
  public void restart(String id) {
    JsonNode is = read(id).orElseThrow(() -> missing("There is no app " + id + " to restart"));
    if (!reader(is).isReplacing()) {
      edit(
          id,
          is,
          spec -> {
            ObjectNode task = spec.withObjectProperty("TaskTemplate");
            task.put("ForceUpdate", task.path("ForceUpdate").asLong() + 1);
          });
    }
  }

  @Override
  public void scale(String id, int instances) {
    JsonNode is = read(id).orElseThrow(() -> missing("There is no app " + id + " to scale"));
    edit(id, is, spec -> spec.putObject("Mode").putObject("Replicated").put("Replicas", instances));
  }

  @Override
  public void avoid(String id, String host) {
    JsonNode is = read(id).orElseThrow(() -> missing("There is no app " + id));
    if (!Placement.avoids(is.path("Spec"), host)) {
      edit(id, is, spec -> Placement.avoid(spec, host));
    }
  }

  @Override
  public void allow(String id, String host) {
    read(id)
        .filter(is -> Placement.avoids(is.path("Spec"), host))
        .ifPresent(is -> edit(id, is, spec -> Placement.allow(spec, host)));
  }

  @Override
  public void remove(String id) {
    Optional<JsonNode> is = read(id);
    if (is.isPresent()) {
      Answer answer = api.delete(SERVICES + is.get().path("ID").asText());
      if (!answer.saysMissing()) {
        written(answer, id, "remove it");
      }
    }
    definitions.forgetAll(id);
  }

  private boolean create(App app, ObjectNode spec) {
    ServiceWriter.addEndpoint(spec);
    setImage(spec, pinned(app.image()));
    String version = newVersion();
    name(spec, version, true);
    definitions.keep(app.id(), version, spec);
    Answer answer = api.post("/services/create", spec, login(app.image()));
    if (!answer.isOk()) {
      definitions.forget(version);
    }
    if (answer.saysTaken()) {
      return false;
    }
    written(
        answer,
        app.id(),
        "run "
            + app.image()
            + " with cpus "
            + app.resources().cpus()
            + " and memory "
            + app.resources().memoryMiB()
            + " MiB");
    return true;
  }

  private void edit(String id, JsonNode is, Consumer<ObjectNode> edit) {
    ObjectNode spec = is.path("Spec").deepCopy();
    edit.accept(spec);
    change(id, is, spec);
  }

  private void change(String id, JsonNode is, ObjectNode spec) {
    JsonNode before = is.path("Spec");
    if (ServiceChanges.same(before, spec)) {
      return;
    }
    String version = newVersion();
    String task = "TaskTemplate";
    name(spec, version, !ServiceChanges.same(before.path(task), spec.path(task)));
    // First, so that a definition that is seen can always be brought back.
    definitions.keep(id, version, spec);
    try {
      update(id, is, spec);
    } catch (PlatformRefusal refusal) {
      definitions.forget(version);
      throw refusal;
    }
  }

  private void update(String id, JsonNode is, ObjectNode spec) {
    String path =
        SERVICES
            + is.path("ID").asText()
            + "/update?version="
            + is.path("Version").path("Index").asLong();
    written(api.post(path, spec, login(StatusReader.image(spec))), id, "change it");
  }

  /** Instances start anew if their definition, with its name, becomes another. */
  private static void name(ObjectNode spec, String version, boolean anew) {
    spec.withObjectProperty("Labels").put(Labels.VERSION, version);
    if (anew) {
      spec.withObjectProperty("TaskTemplate")
          .withObjectProperty("ContainerSpec")
          .withObjectProperty("Labels")
          .put(Labels.VERSION, version);
    }
  }

  private String newVersion() {
    return VERSION.format(clock.instant())
        + UUID.randomUUID().toString().substring(0, RANDOM_SIGNS);
  }

  /** Lets the service run this image, which is as it is if it is the same already. */
  private void run(ObjectNode spec, JsonNode before, String image) {
    boolean same = StatusReader.image(before).equals(image);
    setImage(spec, same ? before.at("/TaskTemplate/ContainerSpec/Image").asText() : pinned(image));
    spec.withObjectProperty("Labels").put(Labels.IMAGE, image);
  }

  private static void setImage(ObjectNode spec, String image) {
    spec.withObjectProperty("TaskTemplate").withObjectProperty("ContainerSpec").put("Image", image);
  }

  /** With the digest that the image's registry has for it now; without one if it does not tell. */
  private String pinned(String image) {
    if (image.contains("@")) {
      return image;
    }
    try {
      Answer answer = api.getAs(login(image), "/distribution/" + image + "/json");
      String digest = answer.json().path("Descriptor").path("digest").asText();
      return digest.isEmpty() ? image : image + "@" + digest;
    } catch (PlatformUnavailable silent) {
      return image;
    }
  }

  private Optional<String> login(String image) {
    return ImageReference.parse(image)
        .flatMap(
            reference ->
                logins
                    .of(reference)
                    .map(
                        login ->
                            SwarmApi.JSON
                                .createObjectNode()
                                .put("username", login.username())
                                .put("password", login.password())
                                .put("serveraddress", reference.registry())
                                .toString()))
        .map(
            login -> Base64.getUrlEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  private String network() {
    Answer answer = api.get("/networks/" + settings.network());
    String id = answer.json().path("Id").asText();
    if (answer.saysMissing() || id.isEmpty()) {
      throw new PlatformUnavailable(
          "The swarm has no network "
              + settings.network()
              + ". Make it: docker network create --driver overlay --attachable "
              + settings.network());
    }
    return id;
  }

  private StatusReader reader(JsonNode service) {
    return new StatusReader(
        service,
        api.list("/tasks", "service", service.path("ID").asText()),
        api.list("/nodes"),
        clock.instant());
  }

  private Optional<JsonNode> read(String id) {
    String name = ServiceName.of(id);
    Answer answer = api.get(SERVICES + name);
    // It also takes the beginning of an id.
    if (answer.saysMissing() || !answer.json().at("/Spec/Name").asText().equals(name)) {
      return Optional.empty();
    }
    return Optional.of(answer.json());
  }

  private static void written(Answer answer, String id, String what) {
    if (!answer.isOk()) {
      throw new PlatformRefusal(
          "appRefused",
          "The swarm refuses for app " + id + " to " + what + ": " + answer.message());
    }
  }

  private static PlatformRefusal missing(String what) {
    return new PlatformRefusal("appMissing", what + ": it must be set up again.");
  }

  private static PlatformUnavailable vanished(String id) {
    return new PlatformUnavailable(
        "App " + id + " was removed by somebody else while the desk worked on it.");
  }

  private static PlatformRefusal versionGone(String id, String version) {
    return new PlatformRefusal(
        "versionGone",
        "The swarm no longer has version "
            + version
            + " of app "
            + id
            + ": deploy a version that is known to work.");
  }
}
