package org.mcws.desk.platform.dns;

import java.util.List;

/**
 * The zones the desk may change. Every operation may be repeated. All throw {@link
 * org.mcws.desk.platform.PlatformUnavailable} when the server gives no usable answer and {@link
 * org.mcws.desk.platform.PlatformRefusal} when it says no. Names are in A-label form without the
 * final dot.
 */
public interface DnsZones {

  /** Whether the server holds this very zone. */
  boolean holds(String zone);

  /**
   * Makes the server hold the zone for this owner.
   *
   * @param owner what the zone belongs to, kept with it, so that a zone somebody else made is
   *     recognised
   * @throws org.mcws.desk.platform.PlatformRefusal {@code zoneTaken} if the zone is there and is
   *     not this owner's, or if a zone above it has somebody else's records at or below its name,
   *     {@code zoneRefused} if the server does not take the name, or if people must make the zone
   *     first because the server makes none when asked
   */
  void ensureZone(String zone, String owner);

  /**
   * Makes these the only records of their names and types in the zone; all change together or none
   * does.
   *
   * @param owner what the records belong to, kept with them
   * @throws org.mcws.desk.platform.PlatformRefusal {@code recordTaken} if one of the names and
   *     types has records that do not belong to this owner, {@code recordRefused} if the server
   *     rejects one, such as a name outside the zone or beside a CNAME, or if it has no such zone
   */
  void ensureRecords(String zone, String owner, List<RecordSet> records);

  /** The record sets of the zone that belong to this owner. */
  List<RecordSet> recordsOf(String zone, String owner);

  /** Removes the owner's records from the zone; does nothing if there are none or no such zone. */
  void removeRecords(String zone, String owner);

  /**
   * Removes the zone if it is this owner's, with all records that the desk put there; does nothing
   * otherwise. Where people make the zones, an empty one stays, which is nobody's again.
   */
  void removeZone(String zone, String owner);
}
