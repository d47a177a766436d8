package org.mcws.desk.onboarding.request;

import java.util.List;
import org.mcws.desk.build.BuildPurpose;
import org.mcws.desk.build.BuildSource;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.schedule.Timetable;

/**
 * What is to be made for a community.
 *
 * @param services what the community will have, one entry for each name
 * @param apps what runs on hosting
 * @param builds the images that are built before something runs; the apps that run them have no
 *     image yet
 * @param zones the zones of its own that it gets
 * @param mailDomains the domains that take mail, each with its mailboxes and aliases
 */
public record Plan(
    List<PlannedService> services,
    List<App> apps,
    List<PlannedBuild> builds,
    List<String> zones,
    List<PlannedMailDomain> mailDomains) {

  /**
   * @param field JSON pointer to where it was asked for
   * @param host DNS name or mail address under which it is found, or null for what has none
   * @param blueprint blueprint it is made from, or null
   * @param image image it runs, or null
   * @param timetable when it runs, or null for what always does
   * @param repository what it is built from, or null
   */
  public record PlannedService(
      String field,
      ServiceKind kind,
      String name,
      String host,
      String blueprint,
      String image,
      ManagedBy managedBy,
      Timetable timetable,
      GitSource repository) {}

  /**
   * @param field JSON pointer to what it is built from
   * @param serviceId the service that runs it
   */
  public record PlannedBuild(
      String field, String serviceId, BuildSource source, BuildPurpose purpose) {}

  /** A domain that takes mail, in A-label form. */
  public record PlannedMailDomain(
      String domain, List<PlannedMailbox> mailboxes, List<PlannedAlias> aliases) {}

  /** A mailbox by its address. */
  public record PlannedMailbox(String address, int quotaMiB) {}

  /** An alias by its address, with the addresses that its mail goes to. */
  public record PlannedAlias(String address, List<String> targets) {}
}
