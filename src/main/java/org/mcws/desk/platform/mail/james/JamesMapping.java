package org.mcws.desk.platform.mail.james;

/**
 * Where James sends mail for an address instead of into its mailbox.
 *
 * @param type James' word for the reason, such as {@code Group}, {@code Alias} or {@code Forward}
 * @param mapping the address it goes to
 */
record JamesMapping(String type, String mapping) {

  static final String GROUP = "Group";
  static final String ALIAS = "Alias";
  static final String FORWARD = "Forward";
}
