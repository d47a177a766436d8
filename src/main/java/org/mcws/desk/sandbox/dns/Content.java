package org.mcws.desk.sandbox.dns;

/**
 * One record's data.
 *
 * @param content the data in zone-file notation
 * @param disabled whether it is kept without being served
 */
record Content(String content, boolean disabled) {}
