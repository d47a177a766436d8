package org.mcws.desk.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Impact.Affected;
import org.mcws.desk.advisory.Impact.Component;
import org.mcws.desk.inventory.Blueprint;
import org.mcws.desk.inventory.Blueprints;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.PackageName;
import org.mcws.desk.platform.ImageReference;
import org.mcws.desk.rollout.FoundServices.Found;

/** Says of an affected service what is wrong with it and what would end that. */
@org.springframework.stereotype.Component
class Diagnosis {

  private static final String IMAGE_TYPE = "docker";

  private final Blueprints blueprints;

  Diagnosis(Blueprints blueprints) {
    this.blueprints = blueprints;
  }

  Found of(Affected affected) {
    DeliveredService service = affected.service();
    return new Found(
        service.community(),
        service.id(),
        service.managedBy().name().toLowerCase(Locale.ROOT),
        affected.components().stream().map(Diagnosis::words).collect(Collectors.joining("; ")),
        affected.isFixable() ? fix(affected) : null,
        service.image());
  }

  private Fix fix(Affected affected) {
    DeliveredService service = affected.service();
    Optional<Blueprint> blueprint =
        Optional.ofNullable(service.blueprint()).flatMap(blueprints::findById);
    Optional<String> image =
        Optional.ofNullable(service.image())
            .flatMap(ImageReference::parse)
            .map(ImageReference::name);
    Predicate<Component> isSoftware =
        c -> blueprint.map(b -> b.contains(new PackageName(c.type(), c.name()))).orElse(false);
    Predicate<Component> isImage =
        c -> c.type().equals(IMAGE_TYPE) && image.filter(c.name()::equals).isPresent();
    return highest(affected, isSoftware)
        .map(version -> new Fix(Fix.Kind.SOFTWARE, version))
        .or(() -> highest(affected, isImage).map(version -> new Fix(Fix.Kind.IMAGE, version)))
        .orElseGet(() -> new Fix(Fix.Kind.COMPONENT, fixes(affected.components())));
  }

  /** Of several problems in the same software, the last fix ends all. */
  private static Optional<String> highest(Affected affected, Predicate<Component> which) {
    return affected.components().stream()
        .filter(which)
        .map(Component::fixed)
        .max(
            Comparator.comparing(
                version -> NumberedTag.of(version).orElse(null),
                Comparator.nullsFirst(Comparator.naturalOrder())));
  }

  private static String fixes(List<Component> components) {
    return components.stream()
        .map(c -> c.name() + " " + c.fixed())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String words(Component component) {
    return component.name()
        + " "
        + component.version()
        + " ("
        + component.problem()
        + (component.fixed() == null ? ", no fix yet)" : ", fixed in " + component.fixed() + ")");
  }
}
