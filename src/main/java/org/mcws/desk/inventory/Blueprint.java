package org.mcws.desk.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** A catalogue entry from which a site is made. */
@Entity
public class Blueprint {

  @Id private String id;
  private String name;
  private String description;
  private String image;
  private int port;
  private String healthPath;

  @Enumerated(EnumType.STRING)
  private ManagedBy managedBy;

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
}
