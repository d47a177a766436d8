package org.mcws.desk.inventory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.ServiceChange.What;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps bills of materials. */
@Service
public class SbomIntake {

  private final DeliveredServices services;
  private final Sboms sboms;
  private final ServiceChanges changes;
  private final Clock clock;

  SbomIntake(DeliveredServices services, Sboms sboms, ServiceChanges changes, Clock clock) {
    this.services = services;
    this.sboms = sboms;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Keeps the bill that a build has put into its image.
   *
   * @param image the image with tag and digest
   * @param document CycloneDX as JSON
   * @return how many packages were taken
   * @throws org.mcws.desk.engine.InvalidInput if it is no such document
   */
  @Transactional(noRollbackFor = InvalidInput.class)
  public int keepBuilt(String serviceId, String image, String document, String by) {
    try {
      Sbom sbom =
          SbomReader.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
      return keep(serviceId, SbomImage.named(image), sbom, by).packages();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts it in the place of the one for the same image. */
  @Transactional
  Receipt keep(String serviceId, SbomImage image, Sbom sbom, String by) {
    Instant now = clock.instant();
    // The same bill twice at the same moment, or an update in between: one after the other.
    DeliveredService service = services.lock(serviceId).orElseThrow();
    sboms.replace(service, image, sbom, by, now);
    boolean counts = sboms.imageChanged(service).filter(image::equals).isPresent();
    changes.save(
        new ServiceChange(
            serviceId,
            now,
            What.SBOM,
            null,
            image.toString(),
            by,
            "Packages in the bill of materials: " + sbom.components().size() + "."));
    return new Receipt(image.toString(), counts, sbom.components().size(), sbom.passedOver());
  }

  /**
   * @param image the image that it belongs to
   * @param counts whether that image is the one that runs
   * @param packages how many packages were taken
   * @param passedOver how many components were not, since they are no packages or not part of what
   *     runs
   */
  record Receipt(String image, boolean counts, int packages, int passedOver) {}
}
