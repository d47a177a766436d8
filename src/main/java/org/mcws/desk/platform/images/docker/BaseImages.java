package org.mcws.desk.platform.images.docker;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;
import org.mcws.desk.platform.images.BaseRegistries;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;
import org.mcws.desk.platform.images.ImageReference;

/**
 * The images that something is built from. They are fetched before it is built, without anybody's
 * password, so that nobody builds from what is not for everybody; and an image that does something
 * of its own in whatever is built from it is not taken.
 */
final class BaseImages {

  private final DockerClient docker;
  private final BuildSettings settings;
  private final BaseRegistries registries;

  BaseImages(DockerClient docker, BuildSettings settings, BaseRegistries registries) {
    this.docker = docker;
    this.settings = settings;
    this.registries = registries;
  }

  /**
   * @param deadline until when it must be there
   */
  void ensure(String image, Instant deadline) throws InterruptedException {
    ImageReference reference = ImageReference.parse(image).orElseThrow();
    requirePublic(reference);
    if (settings.pull() || !isThere(image)) {
      pull(image, deadline);
    }
    InspectImageResponse found = docker.inspectImageCmd(image).exec();
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
  }

  private boolean isThere(String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private void pull(String image, Instant deadline) throws InterruptedException {
    try {
      long left = Math.max(1, Duration.between(Instant.now(), deadline).toSeconds());
      if (!docker
          .pullImageCmd(tagged(image))
          .exec(new PullImageResultCallback())
          .awaitCompletion(left, SECONDS)) {
        throw new PlatformUnavailable(
            "The engine has not fetched " + image + " in time. Look at its way to the registry.");
      }
    } catch (DockerClientException | DockerException e) {
      throw EngineErrors.of(e.getMessage(), settings);
    }
  }

  /** Without a tag or digest the engine would fetch all there are. */
  private static String tagged(String image) {
    return ImageReference.parse(image).filter(ImageReference::isPinned).isPresent()
        ? image
        : image + ":latest";
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
