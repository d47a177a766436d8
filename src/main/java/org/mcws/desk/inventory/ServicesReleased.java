package org.mcws.desk.inventory;

/**
 * A community loses all its services. Published in the transaction in which they go, while they are
 * still there.
 */
public record ServicesReleased(String community) {}
