package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.AuthConfigurations;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.PruneType;
import com.github.dockerjava.api.model.PushResponseItem;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.RegistryLogins;
import org.mcws.desk.platform.RegistryLogins.Login;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;
import org.mcws.desk.platform.images.BuildOrder;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.images.ImageBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds with an engine's own builder, never privileged and with nothing of the host mounted. That
 * builder is the one that keeps a limit of memory; BuildKit keeps none.
 */
final class DockerImageBuilder implements ImageBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(DockerImageBuilder.class);

  /** Where no host is: the name only marks the containers of a build. */
  private static final String NOWHERE = "192.0.2.1"; // RFC 5737, for documentation

  private static final Duration LOOK = Duration.ofSeconds(1);

  private final BuildSettings settings;
  private final Supplier<DockerClient> engine;
  private final RegistryLogins logins;
  private final ImageReference repository;
  private final DockerClient watch;
  private final Duration patience;
  private final BaseRegistries registries;
  private final SbomInImage sboms;

  /**
   * @param engine makes a client that waits for an answer as long as a build may take; each build
   *     has its own, since to close it is the only way to hang up on an engine that has not begun
   *     to answer, and that would otherwise go on with what nobody waits for
   * @param watch one that waits for as long as an engine that is well takes
   * @param patience how long that is
   */
  DockerImageBuilder(
      BuildSettings settings,
      Supplier<DockerClient> engine,
      DockerClient watch,
      Duration patience,
      RegistryLogins logins,
      BaseRegistries registries) {
    this.settings = settings;
    this.engine = engine;
    this.watch = watch;
    this.patience = patience;
    this.registries = registries;
    this.sboms = new SbomInImage(watch);
    this.logins = logins;
    this.repository = ImageReference.parse(settings.repository()).orElseThrow();
  }

  @Override
  public BuiltImage build(BuildOrder order, Consumer<String> log) {
    Instant deadline = Instant.now().plus(settings.time());
    try (DockerClient docker = engine.get()) {
      BaseImages bases = new BaseImages(docker, watch, settings, registries);
      Map<String, String> ids = new LinkedHashMap<>();
      for (String image : order.dockerfile().images()) {
        ids.put(image, bases.ensure(image, deadline));
      }
      String image = build(docker, order, ids, log, deadline);
      InspectImageResponse made = watch.inspectImageCmd(image).exec();
      long bytes = made.getSize() == null ? 0 : made.getSize();
      if (bytes > settings.disk().toBytes()) {
        throw tooLarge();
      }
      String name = repository.name() + "/" + order.name();
      watch.tagImageCmd(image, name, order.tag()).withForce(true).exec();
      String digest = push(docker, name, order.tag(), deadline);
      return new BuiltImage(
          name + ":" + order.tag() + "@" + digest, digest, bytes, ports(made), sboms.of(made));
    } catch (DockerException e) {
      throw unavailable("answered " + e.getHttpStatus() + " (" + e.getMessage().strip() + ")", e);
    } catch (IOException e) {
      throw unavailable("gave no whole answer (" + e + ")", e);
    } catch (BuildFailed | PlatformRefusal | PlatformUnavailable e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for, since the desk is stopping", e);
    } catch (RuntimeException e) {
      // What docker-java makes of a connection that is not there, or is cut.
      throw unavailable("gave no whole answer (" + root(e) + ")", e);
    } finally {
      tidyUp();
    }
  }

  private String build(
      DockerClient docker,
      BuildOrder order,
      Map<String, String> ids,
      Consumer<String> log,
      Instant deadline)
      throws IOException, InterruptedException {
    String mark = "build-" + UUID.randomUUID();
    String dockerfile = order.dockerfile().text(ids::get);
    try (BuildContext context = BuildContext.of(order, dockerfile, settings.context());
        StepWatch steps = new StepWatch(watch, mark, settings);
        BuildOutput output = new BuildOutput(names(ids), log, settings.log().toBytes());
        InputStream files = context.open(output::isAlive)) {
      command(docker, order, files, mark).exec(output);
      while (!output.hasEndedWithin(LOOK)) {
        long written = steps.look();
        if (output.isTooMuch()) {
          break;
        }
        if (written > settings.disk().toBytes()) {
          throw tooLarge();
        }
        // With the first step the engine tells something, however long that step takes.
        if (!output.hasBegun() && output.isSilentFor(patience)) {
          throw unavailable("has taken the files and says nothing", null);
        }
        if (!Instant.now().isBefore(deadline)) {
          if (output.isSilentFor(patience) && !steps.isRunning()) {
            throw unavailable("says nothing more of the build, of which no step is running", null);
          }
          throw new BuildFailed(
              Reason.TIME,
              "It was not ready after "
                  + settings.time().toMinutes()
                  + " minutes. Does a step wait for something, or go on for ever?");
        }
      }
      if (output.isTooMuch()) {
        throw new BuildFailed(
            Reason.LOG,
            "It prints more than "
                + settings.log().toKilobytes()
                + " KB. Let its steps print less, such as by --quiet.");
      }
      if (output.error().isPresent()) {
        throw EngineErrors.of(output.error().get(), settings);
      }
      return output.image().orElseThrow(() -> unavailable("ended the build without a word", null));
    } catch (BadRequestException e) {
      throw EngineErrors.of(e.getMessage(), settings);
    }
  }

  /** People know an image by its name. */
  private static UnaryOperator<String> names(Map<String, String> ids) {
    return text -> {
      String words = text;
      for (Map.Entry<String, String> image : ids.entrySet()) {
        words = words.replace(image.getValue(), image.getKey());
      }
      return words;
    };
  }

  private BuildFailed tooLarge() {
    return new BuildFailed(
        Reason.DISK,
        "It writes more than the "
            + settings.disk().toMegabytes()
            + " MB that a build may write, or starts from as much. Remove in the same step what only"
            + " that step needs.");
  }

  /** What is in the registry is kept here for a while, since it makes the next build faster. */
  private void tidyUp() {
    Instant old = Instant.now().minus(settings.keepFor());
    try {
      watch
          .pruneCmd(PruneType.IMAGES)
          .withDangling(true)
          .withUntilFilter(Math.max(1, settings.keepFor().toSeconds()) + "s")
          .exec();
      watch.listImagesCmd().withReferenceFilter(repository.name() + "/*/*").exec().stream()
          .filter(image -> Instant.ofEpochSecond(image.getCreated()).isBefore(old))
          .map(Image::getId)
          .forEach(this::remove);
      sboms.tidyUp(settings.keepFor());
    } catch (RuntimeException e) {
      // Whatever it is, the image is none the worse.
      LOG.warn("The engine {} does not tidy up: {}", settings.engine(), e.getMessage());
    }
  }

  private void remove(String image) {
    try {
      watch.removeImageCmd(image).withForce(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Another one is built on it, which goes first.
      LOG.debug("The image {} stays for now: {}", image, e.getMessage());
    }
  }

  private BuildImageCmd command(
      DockerClient docker, BuildOrder order, InputStream files, String mark) {
    BuildImageCmd command =
        docker
            .buildImageCmd(files)
            .withDockerfilePath(BuildContext.DOCKERFILE)
            .withNetworkMode(settings.network())
            .withMemory(settings.memory().toBytes())
            .withMemswap(settings.memory().toBytes())
            .withExtraHosts(Set.of(mark + ":" + NOWHERE))
            .withPull(false)
            .withBuildAuthConfigs(new AuthConfigurations())
            .withRemove(true)
            .withForcerm(true);
    order.target().ifPresent(command::withTarget);
    return command;
  }

  private String push(DockerClient docker, String name, String tag, Instant deadline)
      throws InterruptedException {
    PushOutput output = new PushOutput();
    AuthConfig config =
        logins
            .of(repository)
            .map(login -> config(repository.registry(), login))
            .orElseGet(AuthConfig::new);
    try (PushOutput open =
        docker.pushImageCmd(name).withTag(tag).withAuthConfig(config).exec(output)) {
      long left = Math.max(1, Duration.between(Instant.now(), deadline).toSeconds());
      if (!open.hasEndedWithin(Duration.ofSeconds(left))) {
        throw new PlatformUnavailable(
            "The Docker engine "
                + settings.engine()
                + " has not brought the image into the registry "
                + repository.registry()
                + " in time. Look at both and at the way between them; the desk tries again.");
      }
    } catch (IOException e) {
      throw unavailable("gave no whole answer (" + e + ")", e);
    }
    if (output.error != null) {
      throw refused(output.error);
    }
    if (output.digest == null) {
      throw unavailable("pushed the image without saying its digest", null);
    }
    return output.digest;
  }

  private static final class PushOutput extends EngineStream<PushResponseItem> {

    private volatile String digest;
    private volatile String error;

    @Override
    void take(PushResponseItem item) {
      // A refusal is an answer like any other, with status 200.
      if (item.getErrorDetail() != null) {
        error = item.getErrorDetail().getMessage();
      } else if (item.getAux() != null && item.getAux().getDigest() != null) {
        digest = item.getAux().getDigest();
      }
    }
  }

  private RuntimeException refused(String error) {
    String text = String.valueOf(error).strip();
    if (text.matches("(?is).*(unauthorized|authentication required|no basic auth|denied).*")) {
      return new PlatformRefusal(
          "imageRefused",
          "The registry "
              + repository.registry()
              + " does not take the image ("
              + text
              + "). Give a user who may push, with password, in desk.images.registries.");
    }
    return new PlatformUnavailable(
        "The registry "
            + repository.registry()
            + " has not taken the image ("
            + text
            + "). Look at it; the desk tries again.");
  }

  private static AuthConfig config(String host, Login login) {
    return new AuthConfig()
        .withRegistryAddress(RegistryLogins.address(host))
        .withUsername(login.username())
        .withPassword(login.password());
  }

  private static List<Integer> ports(InspectImageResponse image) {
    ExposedPort[] ports = image.getConfig() == null ? null : image.getConfig().getExposedPorts();
    return ports == null
        ? List.of()
        : Arrays.stream(ports)
            .filter(port -> port.getProtocol() == InternetProtocol.TCP)
            .map(ExposedPort::getPort)
            .sorted()
            .toList();
  }

  private PlatformUnavailable unavailable(String what, Exception cause) {
    return new PlatformUnavailable(
        "The Docker engine "
            + settings.engine()
            + " "
            + what
            + ". Look whether it runs and whether desk.builds.engine is right; the desk tries again.",
        cause);
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
