package org.mcws.desk.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.mcws.desk.inventory.Blueprint;
import org.mcws.desk.inventory.Blueprints;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.images.Images;
import org.springframework.stereotype.Component;

/** Finds the image that a service shall get, among those that its registry has. */
@Component
class TargetImages {

  private final Blueprints blueprints;
  private final Images images;

  TargetImages(Blueprints blueprints, Images images) {
    this.blueprints = blueprints;
    this.images = images;
  }

  /**
   * @param blueprint the service's blueprint, or null
   * @param image what it runs, or null
   * @return empty if the registry has nothing that fits, or does not let the desk look: then a
   *     person has to name the image
   */
  Optional<String> find(String blueprint, String image, Fix fix) {
    try {
      return switch (fix.kind()) {
        case SOFTWARE ->
            blueprints.findById(blueprint).flatMap(found -> ofSoftware(found, fix.version()));
        case IMAGE -> tagged(image).flatMap(current -> ofImage(current, fix.version()));
        case COMPONENT -> tagged(image).flatMap(this::newest);
      };
    } catch (PlatformRefusal refusal) {
      return Optional.empty();
    }
  }

  /** The blueprint's image with the fixed version, else with the lowest one above it. */
  private Optional<String> ofSoftware(Blueprint blueprint, String version) {
    Optional<String> exact = blueprint.imageFor(version);
    if (exact.isEmpty() || images.digest(exact.get()).isPresent()) {
      return exact;
    }
    Optional<NumberedTag> wanted = NumberedTag.of(version);
    ImageReference repository = ImageReference.parse(exact.get()).orElseThrow();
    return wanted.flatMap(
        least ->
            images.tags(exact.get()).stream()
                .map(tag -> with(repository, tag))
                .filter(
                    candidate ->
                        blueprint
                            .versionOf(candidate)
                            .flatMap(blueprint::imageFor)
                            .filter(candidate::equals)
                            .isPresent())
                .map(candidate -> new Version(candidate, blueprint.versionOf(candidate).get()))
                .filter(candidate -> candidate.number().isPresent())
                .filter(candidate -> candidate.isRelease(least))
                .min(Comparator.comparing(candidate -> candidate.number().get()))
                .map(Version::image));
  }

  /** The fixed tag in the variant that runs, else the lowest one above it. */
  private Optional<String> ofImage(ImageReference current, String version) {
    Optional<NumberedTag> running = current.tag().flatMap(NumberedTag::of);
    Optional<NumberedTag> fixed = NumberedTag.of(version);
    String exact =
        with(
            current,
            running.isPresent() && fixed.isPresent()
                ? running.get().withNumbersOf(fixed.get())
                : version);
    if (images.digest(exact).isPresent()) {
      return Optional.of(exact);
    }
    return running.isEmpty() || fixed.isEmpty()
        ? Optional.empty()
        : tag(
            current,
            tag -> tag.hasShapeOf(running.get()) && tag.compareTo(fixed.get()) >= 0,
            BinaryOperator.minBy(Comparator.naturalOrder()));
  }

  /** The newest that is named like the one that runs, with the same first number. */
  private Optional<String> newest(ImageReference current) {
    return current
        .tag()
        .flatMap(NumberedTag::of)
        .flatMap(
            running ->
                tag(
                    current,
                    tag ->
                        tag.hasShapeOf(running)
                            && tag.hasFirstNumberOf(running)
                            && tag.compareTo(running) > 0,
                    BinaryOperator.maxBy(Comparator.naturalOrder())));
  }

  private Optional<String> tag(
      ImageReference current, Predicate<NumberedTag> fits, BinaryOperator<NumberedTag> better) {
    List<String> tags = images.tags(current.toString());
    Optional<NumberedTag> best =
        tags.stream().map(NumberedTag::of).flatMap(Optional::stream).filter(fits).reduce(better);
    return best.flatMap(
            chosen -> tags.stream().filter(tag -> NumberedTag.of(tag).equals(best)).findFirst())
        .map(tag -> with(current, tag));
  }

  private static Optional<ImageReference> tagged(String image) {
    return Stream.ofNullable(image)
        .map(ImageReference::parse)
        .flatMap(Optional::stream)
        .filter(reference -> reference.tag().isPresent())
        .findFirst();
  }

  private static String with(ImageReference repository, String tag) {
    return new ImageReference(
            repository.registry(), repository.repository(), Optional.of(tag), Optional.empty())
        .toString();
  }

  private record Version(String image, String text) {

    Optional<NumberedTag> number() {
      return NumberedTag.of(text);
    }

    /** Whether it is no preview and not below the least. */
    boolean isRelease(NumberedTag least) {
      NumberedTag own = number().orElseThrow();
      return own.variant().equals(least.variant()) && own.compareTo(least) >= 0;
    }
  }
}
