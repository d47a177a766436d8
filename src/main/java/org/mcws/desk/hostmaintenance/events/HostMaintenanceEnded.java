package org.mcws.desk.hostmaintenance.events;

/**
 * The maintenance of a machine has ended: its apps may run there again. Published in the
 * transaction in which that ends, and only if it had begun.
 *
 * @param host the machine's host name
 * @param done whether the work was done, and not cancelled
 */
public record HostMaintenanceEnded(String host, boolean done) {}
