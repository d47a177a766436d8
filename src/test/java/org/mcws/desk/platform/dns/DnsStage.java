package org.mcws.desk.platform.dns;

/** A name server that the contract is tried on, and what people do there without the desk. */
public interface DnsStage {

  DnsZones zones();

  /** Host and port where it answers. */
  String dns();

  /** What its administrators must do before the desk can make this zone. */
  void serve(String zone);

  /** Somebody makes a zone, in which {@code www} has an address. */
  void makeZoneByHand(String zone);

  /**
   * Somebody makes this the only record of its name and type.
   *
   * @param name without final dot
   * @param value in zone-file notation
   */
  void changeByHand(String zone, String name, String type, String value);
}
