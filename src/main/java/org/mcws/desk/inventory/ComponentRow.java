package org.mcws.desk.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.hibernate.annotations.Immutable;

/** A line of the view that says what delivered services run, whoever knows it. */
@Entity
@Immutable
@IdClass(ComponentRow.Key.class)
@Table(name = "running_component")
class ComponentRow {

  @Id private String service;

  @Id
  @Enumerated(EnumType.STRING)
  private Origin origin;

  @Id private String type;
  @Id private String name;
  @Id private String version;
  private String purl;

  protected ComponentRow() {}

  PackageName name() {
    return new PackageName(type, name);
  }

  String version() {
    return version;
  }

  String purl() {
    return purl;
  }

  Origin origin() {
    return origin;
  }

  record Key(String service, Origin origin, String type, String name, String version)
      implements Serializable {}
}
