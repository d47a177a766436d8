package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.platform.ImageReference;

/**
 * The images that it is made from are named with their versions, and come from registries of the
 * internet or from those that Ops name.
 */
final class BaseImageRule implements Rule {

  private final Set<String> known;

  /**
   * @param known the registries that may be private ones
   */
  BaseImageRule(Set<String> known) {
    this.known = known;
  }

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    List<Stage> stages = file.stages();
    for (int i = 0; i < stages.size(); i++) {
      Instruction from = stages.get(i).from();
      Optional<String> base = file.resolve(from.first());
      if (base.isEmpty()) {
        found.error(
            from.line(),
            "baseImage",
            "The image has a variable that no ARG before the first FROM gives a value.",
            "Give it a default, such as ARG VERSION=12 before the first FROM.");
      } else if (stages.subList(0, i).stream().noneMatch(s -> s.isCalled(base.get()))) {
        check(from.line(), base.get(), found);
      }
      for (Instruction copy : stages.get(i).all("COPY")) {
        copy.flag("from")
            .filter(image -> Dockerfile.isImage(image))
            .ifPresent(image -> check(copy.line(), image, found));
      }
    }
  }

  private void check(int line, String image, Findings found) {
    if (image.equals(Dockerfile.SCRATCH)) {
      return;
    }
    Optional<ImageReference> reference = ImageReference.parse(image);
    // Some engines take a first part in capitals for a registry.
    boolean small =
        image
            .replaceFirst("[:@].*", "")
            .equals(image.replaceFirst("[:@].*", "").toLowerCase(Locale.ROOT));
    if (reference.isEmpty() || !small) {
      found.error(
          line,
          "baseImage",
          "This is not the name of an image.",
          "Write it like debian:12-slim or ghcr.io/hispano/base:1.4, in lower case.");
      return;
    }
    if (!reference.get().hasPublicRegistry() && !known.contains(reference.get().registry())) {
      found.error(
          line,
          "privateRegistry",
          "The registry " + reference.get().registry() + " is none of the internet.",
          "Use an image of a public registry, or ask Ops to name this one in the desk's settings.");
    }
    if (reference.get().digest().isEmpty()
        && reference.get().tag().filter(tag -> !tag.equals("latest")).isEmpty()) {
      found.warn(
          line,
          "latest",
          reference.get().name() + " is taken in whatever version is the latest.",
          "Name a version, such as "
              + reference.get().name()
              + ":1.2: else the next build may be another program, and nobody can tell what runs.");
    }
  }
}
