package org.mcws.desk.approval;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Set;

/** What the owners are asked about. */
@Embeddable
class Matter {

  private String community;
  private String subject;
  private String kind;
  private String title;
  private String detail;
  private String link;
  private String riskClass;
  private String managedBy;
  private boolean destructive;

  @Convert(converter = Json.OfServices.class)
  private List<ServiceChange> services;

  protected Matter() {}

  Matter(Question asked) {
    this.community = asked.community();
    this.subject = asked.subject();
    this.kind = asked.kind();
    this.title = asked.title();
    this.detail = asked.detail();
    this.link = asked.link();
    this.riskClass = asked.riskClass();
    this.managedBy = asked.managedBy();
    this.destructive = asked.destructive();
    this.services = List.copyOf(asked.services());
  }

  /** The same about these of its services. */
  Matter of(Set<String> ids) {
    Matter part = new Matter();
    part.community = community;
    part.subject = subject;
    part.kind = kind;
    part.title = title;
    part.detail = detail;
    part.link = link;
    part.riskClass = riskClass;
    part.managedBy = managedBy;
    part.destructive = destructive;
    part.services = services.stream().filter(service -> ids.contains(service.id())).toList();
    return part;
  }

  /** The community's slug. */
  String community() {
    return community;
  }

  /** What it is for, as the asker named it. */
  String subject() {
    return subject;
  }

  /** Label of a {@link Kind}. */
  String kind() {
    return kind;
  }

  /** Whether it is the community's own change. */
  boolean isOwn() {
    return Kind.of(kind).filter(Kind::isOwn).isPresent();
  }

  String title() {
    return title;
  }

  /** More for people, or null. */
  String detail() {
    return detail;
  }

  /** Where to read on: absolute or on this desk; or null. */
  String link() {
    return link;
  }

  String riskClass() {
    return riskClass;
  }

  /** {@code ops} or {@code community}. */
  String managedBy() {
    return managedBy;
  }

  boolean destructive() {
    return destructive;
  }

  List<ServiceChange> services() {
    return services;
  }

  List<String> serviceIds() {
    return services.stream().map(ServiceChange::id).toList();
  }
}
