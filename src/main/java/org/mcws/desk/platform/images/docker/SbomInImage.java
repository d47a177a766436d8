package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PruneType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The bill of materials that a build has put into its image: at the path that the label {@value
 * #LABEL} names, or at {@value #USUAL}. It is read without starting anything, from a container that
 * is made for it and never runs.
 */
final class SbomInImage {

  /** The label by which an image says where in it its bill of materials is. */
  static final String LABEL = "org.mcws.desk.sbom";

  private static final Logger LOG = LoggerFactory.getLogger(SbomInImage.class);
  private static final String USUAL = "/sbom.cdx.json";
  private static final String OURS = "org.mcws.desk.look";

  /** As much as the upload takes, in bytes. */
  private static final int LARGEST = 20 * 1024 * 1024;

  private final DockerClient docker;

  SbomInImage(DockerClient docker) {
    this.docker = docker;
  }

  /**
   * @return its text; empty if there is none, or none of a usable size
   * @throws RuntimeException if the engine, or the way to it, is in trouble
   */
  Optional<String> of(InspectImageResponse image) throws IOException {
    Map<String, String> labels = image.getConfig() == null ? null : image.getConfig().getLabels();
    String path = labels == null ? USUAL : labels.getOrDefault(LABEL, USUAL);
    // Its name is known even if the answer to its making gets lost.
    String container = "mcws-desk-look-" + UUID.randomUUID();
    try {
      return create(container, image.getId()) ? read(container, path) : Optional.empty();
    } finally {
      remove(container);
    }
  }

  /** False if the engine cannot make one of this image, which is none the worse for it. */
  private boolean create(String container, String image) {
    for (int attempt = 1; ; attempt++) {
      try {
        docker
            .createContainerCmd(image)
            .withName(container)
            .withLabels(Map.of(OURS, ""))
            // An image that says nothing of what it runs can't even be asked for a container.
            .withCmd("none")
            .exec();
        return true;
      } catch (ConflictException made) {
        // By the attempt before, whose answer was another.
        return true;
      } catch (NotFoundException gone) {
        throw gone;
      } catch (DockerException e) {
        if (e.getHttpStatus() > HttpStatus.INTERNAL_SERVER_ERROR.value()) {
          throw e;
        }
        if (attempt == 2) {
          LOG.warn("No container can be made of {}: {}", image, e.getMessage());
          return false;
        }
      }
    }
  }

  /**
   * Removes what could not be removed when it was looked at.
   *
   * @param age how long ago that was
   */
  void tidyUp(Duration age) {
    docker
        .pruneCmd(PruneType.CONTAINERS)
        .withLabelFilter(OURS)
        .withUntilFilter(age.toSeconds() + "s")
        .exec();
  }

  private void remove(String container) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
        return;
      } catch (NotFoundException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("The container {} is not removed for now: {}", container, e.getMessage());
      }
    }
  }

  private Optional<String> read(String container, String path) throws IOException {
    try (InputStream tar = docker.copyArchiveFromContainerCmd(container, path).exec();
        TarArchiveInputStream files = new TarArchiveInputStream(tar)) {
      TarArchiveEntry file = files.getNextEntry();
      if (file == null || !file.isFile() || file.getSize() > LARGEST) {
        return Optional.empty();
      }
      return Optional.of(
          new String(files.readNBytes((int) file.getSize()), StandardCharsets.UTF_8));
    } catch (DockerException e) {
      if (e.getHttpStatus() > HttpStatus.INTERNAL_SERVER_ERROR.value()) {
        throw e;
      }
      // Nothing is there, or nothing that can be looked at; the image is none the worse.
      return Optional.empty();
    }
  }
}
