package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The bill of materials that a build has put into its image: at the path that the label {@value
 * #LABEL} names, or at {@value #USUAL}. It is read without starting anything.
 */
final class SbomInImage {

  /** The label by which an image says where in it its bill of materials is. */
  static final String LABEL = "org.mcws.desk.sbom";

  private static final String USUAL = "/sbom.cdx.json";

  /** As much as the upload takes, in bytes. */
  private static final int LARGEST = 20 * 1024 * 1024;

  private final DockerClient docker;

  SbomInImage(DockerClient docker) {
    this.docker = docker;
  }

  /**
   * @return its text; empty if there is none, or none of a usable size
   */
  Optional<String> of(InspectImageResponse image) throws IOException {
    Map<String, String> labels = image.getConfig() == null ? null : image.getConfig().getLabels();
    String path = labels == null ? USUAL : labels.getOrDefault(LABEL, USUAL);
    try {
      // An image that says nothing of what it runs can't even be asked for a container.
      String container = docker.createContainerCmd(image.getId()).withCmd("none").exec().getId();
      try {
        return read(container, path);
      } finally {
        docker.removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
      }
    } catch (DockerException e) {
      // Nothing is there, or nothing that can be looked at; the image is none the worse.
      return Optional.empty();
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
    }
  }
}
