package org.mcws.desk.platform.hosting.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.hosting.Refusals;
import org.mcws.desk.platform.hosting.Settings;

/**
 * Hosting by Docker engines in Swarm mode: an app is a service.
 *
 * <p>Swarm takes a change at any time and drops the one that is under way, so nothing has to be
 * waited for or broken off. It refuses one that was made without knowing of another, which is then
 * made anew on top of that. An image that is named by a tag is pinned to what the tag means when it
 * is deployed: what runs must not change when a task starts anew or on another machine.
 */
public final class SwarmHosting implements Hosting {

  private static final String SERVICES = "/services/";
  private static final String TASK = "TaskTemplate";
  private static final String CONTAINER = "ContainerSpec";
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'-").withZone(ZoneOffset.UTC);
  private static final int RANDOM_SIGNS = 8;

  /** Swarm changes a service itself, too, when it notes how far it has come. */
  private static final int ATTEMPTS = 5;

  private final SwarmSettings settings;
  private final SwarmApi api;
  private final Services services;
  private final RegistryAuth auth;
  private final InstantSource clock;
  private final ServiceWriter writer;
  private final Definitions definitions;
  private final Secrets secrets;

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
    this.services = new Services(settings.engine(), api);
    this.auth = new RegistryAuth(logins);
    this.clock = clock;
    this.writer = new ServiceWriter(settings);
    this.definitions = new Definitions(api);
    this.secrets = new Secrets(api, services, definitions);
  }

  @Override
  public void ensure(App app) {
    String id = app.id();
    String owner = app.labels().get(App.SERVICE);
    if (owner == null) {
      throw new IllegalArgumentException("app " + id + " needs the label " + App.SERVICE);
    }
    // First, since it tells whether this is a manager: others know only the networks they use.
    Optional<JsonNode> found = services.named(id);
    Optional<String> network =
        api.find("/networks/" + settings.network()).map(one -> one.path("Id").asText());
    if (app.port().isPresent() && network.isEmpty()) {
      throw new PlatformUnavailable(
          "The swarm has no network "
              + settings.network()
              + ". Make it: docker network create --driver overlay "
              + settings.network());
    }
    ObjectNode wanted = writer.write(app, app.port().flatMap(port -> network));
    if (found.isEmpty()) {
      if (create(app, wanted.deepCopy())) {
        return;
      }
      found = services.named(id);
    }
    JsonNode is = found.orElseThrow(() -> Refusals.vanished(id));
    if (!Services.isOf(is, id) || !is.at("/Spec/Labels").path(App.SERVICE).asText().equals(owner)) {
      throw new PlatformRefusal(
          "appNameTaken",
          "The swarm already has another service "
              + ServiceName.of(id)
              + " in the place of app "
              + id
              + ". Choose another name, or let Ops remove that service if nobody needs it.");
    }
    change(
        id,
        is,
        spec -> {
          ObjectNode merged = ServiceChanges.laidOver(spec, wanted, network);
          run(merged, spec, app.image());
          tell(merged, id, app.settings());
          return merged;
        });
  }

  @Override
  public Optional<AppStatus> find(String id) {
    return services.of(id).map(service -> reader(service).read(id));
  }

  /** A container that starts again and again has often printed nothing yet when it is looked at. */
  @Override
  public String output(String id) {
    List<JsonNode> tasks = services.of(id).stream().flatMap(this::started).limit(2).toList();
    String newest = tasks.isEmpty() ? "" : printed(tasks.get(0));
    if (!newest.isBlank() || tasks.size() < 2) {
      return newest;
    }
    try {
      return printed(tasks.get(1));
    } catch (PlatformUnavailable gone) {
      // Its machine may be; that is nothing that the newest could be blamed for.
      return newest;
    }
  }

  private String printed(JsonNode task) {
    return api.output("/tasks/" + task.path("ID").asText());
  }

  /** Its tasks of the present definition that came as far as to a container, the newest first. */
  private Stream<JsonNode> started(JsonNode service) {
    JsonNode tasks = api.list("/tasks", "service", service.path("ID").asText());
    return StreamSupport.stream(tasks.spliterator(), false)
        .filter(task -> StatusReader.isCurrent(service, task))
        .filter(task -> !task.at("/Status/ContainerStatus/ContainerID").asText("").isEmpty())
        .sorted(Comparator.comparing(SwarmHosting::created).reversed());
  }

  private static String created(JsonNode task) {
    return task.path("CreatedAt").asText();
  }

  @Override
  public Optional<App> definition(String id) {
    return services
        .of(id)
        .map(service -> service.path("Spec"))
        .filter(spec -> spec.path("Labels").has(App.SERVICE))
        .map(spec -> AppReader.read(id, spec));
  }

  @Override
  public void deploy(String id, String image) {
    deploy(id, image, Optional.empty());
  }

  @Override
  public void deploy(String id, String image, Settings told) {
    deploy(id, image, Optional.of(told));
  }

  private void deploy(String id, String image, Optional<Settings> told) {
    JsonNode is =
        services
            .of(id)
            .orElseThrow(
                () -> Refusals.missing("There is no app " + id + " to deploy " + image + " to"));
    change(
        id,
        is,
        edited(
            spec -> {
              boolean same = StatusReader.image(spec).equals(image);
              run(spec, spec, image);
              told.filter(settings -> !same || !Environment.carries(spec, settings.revision()))
                  .ifPresent(settings -> tell(spec, id, settings));
            }));
  }

  /** A change takes the place of one that is under way in any case. */
  @Override
  public void deployInstead(String id, String image) {
    deploy(id, image);
  }

  @Override
  public void deployInstead(String id, String image, Settings told) {
    deploy(id, image, told);
  }

  @Override
  public void rollBack(String id, String version) {
    JsonNode is = services.of(id).orElseThrow(() -> Refusals.versionGone("The swarm", id, version));
    if (Definitions.version(is.path("Spec")).equals(version)) {
      replace(id, is, spec -> spec);
    } else {
      // Under its old name: instances of it that still run are let run.
      ObjectNode stored =
          definitions
              .find(id, version)
              .orElseThrow(() -> Refusals.versionGone("The swarm", id, version));
      replace(id, is, spec -> stored);
    }
  }

  @Override
  public void restart(String id) {
    JsonNode is =
        services
            .of(id)
            .orElseThrow(() -> Refusals.missing("There is no app " + id + " to restart"));
    if (!reader(is).isReplacing()) {
      change(
          id,
          is,
          edited(
              spec -> {
                ObjectNode task = spec.withObjectProperty(TASK);
                task.put("ForceUpdate", task.path("ForceUpdate").asLong() + 1);
              }));
    }
  }

  @Override
  public void scale(String id, int instances) {
    JsonNode is =
        services.of(id).orElseThrow(() -> Refusals.missing("There is no app " + id + " to scale"));
    change(
        id,
        is,
        edited(spec -> spec.putObject("Mode").putObject("Replicated").put("Replicas", instances)));
  }

  @Override
  public void avoid(String id, String host) {
    JsonNode is = services.of(id).orElseThrow(() -> Refusals.missing("There is no app " + id));
    if (!Placement.avoids(is.path("Spec"), host)) {
      change(id, is, edited(spec -> Placement.avoid(spec, host)));
    }
  }

  @Override
  public void allow(String id, String host) {
    services
        .of(id)
        .filter(is -> Placement.avoids(is.path("Spec"), host))
        .ifPresent(is -> change(id, is, edited(spec -> Placement.allow(spec, host))));
  }

  @Override
  public void remove(String id) {
    services
        .of(id)
        .ifPresent(
            is -> {
              // First, so that whoever repeats this still finds a reason to.
              definitions.forgetAll(id);
              api.delete(SERVICES + is.path("ID").asText());
            });
    secrets.prune(id);
  }

  private boolean create(App app, ObjectNode spec) {
    ServiceWriter.addEndpoint(spec);
    setImage(spec, pinned(app.image()));
    tell(spec, app.id(), app.settings());
    name(spec, true);
    Answer answer = api.post("/services/create", spec, auth.of(app.image()));
    if (answer.isOk()) {
      return true;
    }
    // Somebody was faster, perhaps this desk whose answer got lost.
    if (!answer.saysTaken()) {
      throw refused(
          app.id(),
          "to run "
              + app.image()
              + " with cpus "
              + app.resources().cpus()
              + " and memory "
              + app.resources().memoryMiB()
              + " MiB",
          answer);
    }
    return false;
  }

  private static UnaryOperator<ObjectNode> edited(Consumer<ObjectNode> edit) {
    return spec -> {
      ObjectNode copy = spec.deepCopy();
      edit.accept(copy);
      return copy;
    };
  }

  /** Makes the service what the edit makes of it, under a new name if that is another one. */
  private void change(String id, JsonNode is, UnaryOperator<ObjectNode> edit) {
    replace(
        id,
        is,
        before -> {
          ObjectNode after = edit.apply(before);
          if (ServiceChanges.same(before, after)) {
            // To the letter: with its fields in another order it would be kept as another one.
            return before;
          }
          name(after, !ServiceChanges.same(before.path(TASK), after.path(TASK)));
          return after;
        });
  }

  private void replace(String id, JsonNode found, UnaryOperator<ObjectNode> edit) {
    JsonNode is = found;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      ObjectNode before = (ObjectNode) is.path("Spec");
      ObjectNode after = edit.apply(before);
      if (isLeftAlone(id, is, after)) {
        return;
      }
      // So that what was seen can be brought back by its name, which may be all that differs; what
      // is only tried once more is still there.
      if (!Definitions.version(before).equals(Definitions.version(after))) {
        definitions.keep(id, before);
      }
      Answer answer =
          api.post(
              SERVICES
                  + is.path("ID").asText()
                  + "/update?version="
                  + is.path("Version").path("Index").asLong(),
              after,
              auth.between(before, after));
      if (answer.isOk()) {
        definitions.prune(id, before);
        secrets.prune(id);
        return;
      }
      is = services.of(id).orElseThrow(() -> Refusals.vanished(id));
      // What is not to be written anew, such as an old definition, would lack them again.
      boolean lacksSecrets = attempt == 1 && answer.saysSecretsAreGone();
      if (!answer.saysOutdated() && !lacksSecrets) {
        throw refused(id, "to change it", answer);
      }
    }
    throw new PlatformUnavailable(
        "Somebody changes app " + id + " all the time; the desk tries again.");
  }

  /**
   * What is as it should be is left alone, unless Swarm has given up before it was so. While Swarm
   * replaces instances, a change of something else would let it stop the old one too early.
   */
  private boolean isLeftAlone(String id, JsonNode is, ObjectNode after) {
    JsonNode before = is.path("Spec");
    if (!ServiceChanges.same(before.path(TASK), after.path(TASK))) {
      return false;
    }
    boolean same = ServiceChanges.same(before, after);
    StatusReader now = reader(is);
    if (!same && now.runsOther()) {
      throw new PlatformUnavailable(
          "App "
              + id
              + " is being replaced, and nothing else of it is changed until that has ended. "
              + (now.isReplacing()
                  ? "The desk tries again."
                  : "It has failed or finds no place: deploy another image, or bring back the one"
                      + " before."));
    }
    return same && !now.isStopped();
  }

  /** Instances start anew if their definition, with its name, becomes another. */
  private void name(ObjectNode spec, boolean anew) {
    String name =
        NAME.format(clock.instant()) + UUID.randomUUID().toString().substring(0, RANDOM_SIGNS);
    spec.withObjectProperty("Labels").put(Labels.VERSION, name);
    if (anew) {
      spec.withObjectProperty(TASK)
          .withObjectProperty(CONTAINER)
          .withObjectProperty("Labels")
          .put(Labels.VERSION, name);
    }
  }

  /** Lets the service run this image, which is as it is if it is the same already. */
  private void run(ObjectNode spec, JsonNode before, String image) {
    boolean same = StatusReader.image(before).equals(image);
    setImage(spec, same ? before.path(TASK).path(CONTAINER).path("Image").asText() : pinned(image));
    spec.withObjectProperty("Labels").put(Labels.IMAGE, image);
  }

  /** Lets the service be told this when it starts, and nothing else. */
  private void tell(ObjectNode spec, String id, Settings told) {
    Environment.write(told, spec);
    secrets.give(spec, id, told);
  }

  private static void setImage(ObjectNode spec, String image) {
    spec.withObjectProperty(TASK).withObjectProperty(CONTAINER).put("Image", image);
  }

  /** With the digest that the image's registry has for it now; without one if it shows none. */
  private String pinned(String image) {
    return ImageReference.parse(image)
        .filter(reference -> reference.digest().isEmpty())
        .flatMap(reference -> api.digest(image, auth.of(image)))
        .map(digest -> image + "@" + digest)
        .orElse(image);
  }

  private StatusReader reader(JsonNode service) {
    return new StatusReader(
        service,
        api.list("/tasks", "service", service.path("ID").asText()),
        api.list("/nodes"),
        clock.instant());
  }

  private static PlatformRefusal refused(String id, String what, Answer answer) {
    return new PlatformRefusal(
        "appRefused", "The swarm refuses for app " + id + " " + what + ": " + answer.message());
  }
}
