package org.mcws.desk.hostmaintenance.events;

/**
 * An app has left a machine that is emptied, and runs elsewhere. Published in the transaction in
 * which that was seen.
 *
 * @param host the machine's host name
 * @param app the app's id on the hosting platform
 */
public record AppMoved(String host, String app) {}
