package org.mcws.desk.hostmaintenance.events;

import java.time.Instant;

/**
 * From here on a machine is emptied. Published in the transaction in which that begins.
 *
 * @param host the machine's host name
 * @param reason why, for people
 * @param until when it should be back, as planned
 */
public record HostMaintenanceBegun(String host, String reason, Instant until) {}
