package org.mcws.desk.platform.images.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;
import org.mcws.desk.platform.images.BuildOrder;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.images.ImageBuilder;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.images.dockerfile.Expectations;

/** What building an image means, whatever the engine. */
abstract class ImageBuilderContract {

  static final Instant CHANGED = Instant.parse("2026-11-02T08:30:00Z");
  static final String FROM = "FROM base:1\n";
  private static final String BILL = "{\"bomFormat\":\"CycloneDX\"}";

  @TempDir Path files;
  final StringBuffer log = new StringBuffer();

  /** The engine that builds, with files of 5 MB at most. */
  abstract ImageBuilder builder();

  /** The digest that the registry has for an image; empty if none. */
  abstract Optional<String> inTheRegistry(String image);

  /** The registries that may be private ones. */
  abstract Set<String> known();

  /** An image that no registry has. */
  abstract String missing();

  @Test
  void theImageIsInTheRegistryUnderItsTagAndDigest() throws IOException {
    file(
        "Dockerfile",
        FROM
            + "COPY page /page\nRUN echo made\nEXPOSE 8080/tcp 53/udp\nCMD [\"cat\", \"/page\"]\n");
    file("page", "a page");
    BuiltImage image = build(order());
    assertThat(image.reference()).endsWith("/communities/hispano/test:1@" + image.digest());
    assertThat(inTheRegistry(image.reference().replaceFirst("@.*", ""))).contains(image.digest());
    assertThat(image.ports()).containsExactly(8080);
    assertThat(image.bytes()).isPositive();
    assertThat(image.sbom()).isEmpty();
    assertThat(log).contains("Step 3/5 : RUN echo made", "Successfully built");
  }

  @Test
  void theSameFilesGiveTheSameImageAndOthersAnother() throws IOException {
    file("Dockerfile", FROM + "COPY page /page\nCMD [\"cat\", \"/page\"]\n");
    file("page", "a page");
    String first = build(order()).digest();
    Files.setLastModifiedTime(files.resolve("page"), FileTime.from(Instant.EPOCH));
    assertThat(build(order()).digest()).isEqualTo(first);
    file("page", "another page");
    assertThat(build(order()).digest()).isNotEqualTo(first);
  }

  @Test
  void theBillOfMaterialsIsTakenOutOfTheImage() throws IOException {
    file("sbom", BILL);
    file("Dockerfile", FROM + "COPY sbom /sbom.cdx.json\n");
    assertThat(build(order()).sbom()).contains(BILL);
    file("Dockerfile", FROM + "LABEL org.mcws.desk.sbom=/opt/bill\nCOPY sbom /opt/bill\n");
    assertThat(build(order()).sbom()).contains(BILL);
    file("Dockerfile", FROM + "LABEL org.mcws.desk.sbom=/bin\n");
    assertThat(build(order()).sbom()).isEmpty();
    file("Dockerfile", FROM + "LABEL org.mcws.desk.sbom=/bin/sh/x\n");
    assertThat(build(order()).sbom()).isEmpty();
    file("Dockerfile", "FROM scratch\nCOPY sbom /sbom.cdx.json\nCMD [\"a\"]\n");
    assertThat(build(order()).sbom()).contains(BILL);
  }

  @Test
  void tooManyFilesAreRefusedBeforeAnythingIsSent() throws IOException {
    file("Dockerfile", FROM);
    Files.write(files.resolve("big"), new byte[6 * 1024 * 1024]);
    assertThat(failure()).hasMessageContaining("5 MB").hasMessageContaining(".dockerignore");
    file(".dockerignore", "big\n");
    build(order());
  }

  @Test
  void aStepThatFailsIsExplained() throws IOException {
    file("Dockerfile", FROM + "RUN echo about to fail && false\n");
    BuildFailed failure = failure();
    assertThat(failure.reason()).isEqualTo(Reason.STEP);
    assertThat(failure).hasMessageContaining("returned a non-zero code: 1");
    assertThat(log).contains("about to fail");
  }

  @Test
  void whatIsCopiedMustBeThere() throws IOException {
    file("Dockerfile", FROM + "COPY nothing /nothing\n");
    assertThat(failure()).hasMessageContaining("nothing");
  }

  @Test
  void whatItIsMadeFromMustBeThere() throws IOException {
    file("Dockerfile", "FROM " + missing() + "\n");
    assertThat(failure().reason()).isEqualTo(Reason.BASE);
  }

  final BuildOrder order() {
    return order("Dockerfile", Optional.empty());
  }

  final BuildOrder order(String dockerfile, Optional<String> target) {
    try {
      return new BuildOrder(
          files,
          new DockerfileCheck(known())
              .check(
                  Files.readString(files.resolve(dockerfile)),
                  new Expectations(false, Optional.empty(), target))
              .plain()
              .orElseThrow(),
          target,
          "hispano/test",
          "1",
          CHANGED);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  final BuiltImage build(BuildOrder order) {
    return builder().build(order, log::append);
  }

  final BuildFailed failure() {
    BuildFailed failure = catchThrowableOfType(BuildFailed.class, () -> build(order()));
    assertThat(failure).as("built, with the log:%n%s", log).isNotNull();
    return failure;
  }

  final void file(String name, String content) throws IOException {
    Path file = files.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
