package org.mcws.desk.inventory;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import java.util.Optional;
import java.util.Set;
import org.mcws.desk.platform.ImageReference;

/** A catalogue entry from which a site is made. */
@Entity
public class Blueprint {

  @Id private String id;
  private String name;
  private String description;
  private String image;
  private String imagePattern;
  private int port;
  private String healthPath;

  @Enumerated(EnumType.STRING)
  private ManagedBy managedBy;

  @ElementCollection(fetch = FetchType.EAGER)
  @CollectionTable(name = "blueprint_component", joinColumns = @JoinColumn(name = "blueprint"))
  private Set<BlueprintComponent> components;

  protected Blueprint() {}

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public String description() {
    return description;
  }

  /** The image reference, with its tag. */
  public String image() {
    return image;
  }

  /** The port that the container listens on. */
  public int port() {
    return port;
  }

  /** The path whose answer tells that it is healthy. */
  public String healthPath() {
    return healthPath;
  }

  public ManagedBy managedBy() {
    return managedBy;
  }

  /** Whether this package is in its image, at the version of its software. */
  public boolean contains(PackageName software) {
    return components.contains(new BlueprintComponent(software.type(), software.name()));
  }

  /**
   * The image with another version of the software; whether a registry has it is another question.
   * Empty if this can't be a version of an image, because of what is written in it.
   */
  public Optional<String> imageFor(String version) {
    return ImageReference.parse(new ImagePattern(imagePattern).imageFor(version))
        .map(ImageReference::toString);
  }

  /** The version of the software in an image of this blueprint; empty if its name does not tell. */
  public Optional<String> versionOf(String image) {
    return ImageReference.parse(image).flatMap(new ImagePattern(imagePattern)::versionOf);
  }
}
