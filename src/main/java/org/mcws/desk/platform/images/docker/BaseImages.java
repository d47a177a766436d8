package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.AuthConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;

/**
 * The images that something is built from. They are fetched before it is built, without anybody's
 * password, so that nobody builds from what is not for everybody; and an image that does something
 * of its own in whatever is built from it is not taken.
 */
final class BaseImages {

  private final DockerClient docker;
  private final DockerClient watch;
  private final BuildSettings settings;
  private final BaseRegistries registries;

  /**
   * @param docker a client that waits for an answer as long as fetching may take
   * @param watch one that waits for as long as an engine that is well takes
   */
  BaseImages(
      DockerClient docker, DockerClient watch, BuildSettings settings, BaseRegistries registries) {
    this.docker = docker;
    this.watch = watch;
    this.settings = settings;
    this.registries = registries;
  }

  /**
   * @param deadline until when it must be there
   * @return the id by which the engine knows this image and no other
   */
  String ensure(String image, Instant deadline) throws InterruptedException {
    ImageReference reference = ImageReference.parse(image).orElseThrow();
    requireForEverybody(reference);
    if (settings.pull() || find(reference).isEmpty()) {
      pull(tagged(reference), deadline);
    }
    InspectImageResponse found =
        find(reference)
            .orElseThrow(() -> unavailable("has fetched " + image + " and does not have it", null));
    if (found.getConfig() != null
        && found.getConfig().getOnBuild() != null
        && found.getConfig().getOnBuild().length > 0) {
      throw new BuildFailed(
          Reason.BASE,
          "The image "
              + image
              + " has steps of its own for what is built from it (ONBUILD). Build from another one,"
              + " and write those steps yourself.");
    }
    return found.getId();
  }

  /** Only by its name: an engine takes what looks like the beginning of an id for one. */
  private Optional<InspectImageResponse> find(ImageReference reference) {
    try {
      InspectImageResponse found = watch.inspectImageCmd(tagged(reference)).exec();
      return Stream.of(found.getRepoTags(), found.getRepoDigests())
              .filter(Objects::nonNull)
              .flatMap(List::stream)
              .map(ImageReference::parse)
              .flatMap(Optional::stream)
              .anyMatch(known -> known.name().equals(reference.name()))
          ? Optional.of(found)
          : Optional.empty();
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private void pull(String image, Instant deadline) throws InterruptedException {
    long left = Math.max(1, Duration.between(Instant.now(), deadline).toSeconds());
    try (PullOutput output = new PullOutput(settings.disk().toBytes())) {
      docker.pullImageCmd(image).withAuthConfig(new AuthConfig()).exec(output);
      if (!output.hasEndedWithin(Duration.ofSeconds(left))) {
        throw unavailable("has not fetched " + image + " in time", null);
      }
      if (output.isTooMuch()) {
        throw new BuildFailed(
            Reason.DISK,
            "The image "
                + image
                + " is larger than the "
                + settings.disk().toMegabytes()
                + " MB that a build may have. Start from a smaller one.");
      }
      if (output.error().isPresent()) {
        throw EngineErrors.ofPull(output.error().get(), settings);
      }
    } catch (IOException e) {
      throw unavailable("does not end fetching " + image + " (" + e + ")", e);
    } catch (DockerException e) {
      throw EngineErrors.ofPull(e.getMessage(), settings);
    }
  }

  private PlatformUnavailable unavailable(String what, Exception cause) {
    return new PlatformUnavailable(
        "The Docker engine "
            + settings.engine()
            + " "
            + what
            + ". Look at it and at its way to the registry; the desk tries again.",
        cause);
  }

  /** Without a tag or digest the engine would fetch all there are. */
  private static String tagged(ImageReference reference) {
    return reference.isPinned() ? reference.toString() : reference + ":latest";
  }

  /** What communities have built is theirs. */
  private void requireForEverybody(ImageReference reference) {
    if (reference.name().startsWith(settings.repository() + "/")) {
      throw new BuildFailed(
          Reason.BASE,
          "The image "
              + reference
              + " is a community's, and not for everybody. Build from a public one.");
    }
    requirePublic(reference);
  }

  /** A name that leads inside the platform is no better than an address there. */
  private void requirePublic(ImageReference reference) {
    String registry = reference.registry();
    if (registry.equals(ImageReference.DOCKER_HUB) || registries.known().contains(registry)) {
      return;
    }
    try {
      InetAddress[] addresses = InetAddress.getAllByName(registry.replaceFirst(":[0-9]+$", ""));
      if (!Arrays.stream(addresses).allMatch(PublicAddresses::isPublic)) {
        throw new BuildFailed(
            Reason.BASE,
            "The registry "
                + registry
                + " is none of the internet. Use an image of a public one, or ask Ops to name this"
                + " one in desk.images.registries.");
      }
    } catch (UnknownHostException e) {
      // The engine may know it, and says so if it does not.
      return;
    }
  }
}
