package org.mcws.desk.inventory;

/**
 * A piece of software in a service that its community has.
 *
 * @param service the service
 * @param name the package
 * @param version its version as its ecosystem writes it; empty if nobody knows it
 * @param purl the package URL as it was uploaded, whose qualifiers may name the distribution's
 *     release; empty if there is none
 * @param origin from where the desk knows
 */
public record RunningComponent(
    DeliveredService service, PackageName name, String version, String purl, Origin origin) {

  RunningComponent(DeliveredService service, ComponentRow row) {
    this(service, row.name(), row.version(), row.purl(), row.origin());
  }
}
