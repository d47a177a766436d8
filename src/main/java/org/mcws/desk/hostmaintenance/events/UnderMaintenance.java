package org.mcws.desk.hostmaintenance.events;

/** What is under maintenance now, so that nobody takes it for a failure. */
public interface UnderMaintenance {

  /**
   * Whether the app is just being moved from a machine or let back to it, or is left on a machine
   * that is taken down. What was moved runs elsewhere, where nobody works.
   *
   * @param appId the app's id on the hosting platform
   */
  boolean isUnderMaintenance(String appId);

  /**
   * Whether the machine is being emptied, down or not yet back.
   *
   * @param host its host name, in any case
   */
  boolean isHostUnderMaintenance(String host);
}
