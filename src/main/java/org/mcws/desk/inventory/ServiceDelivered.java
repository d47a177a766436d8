package org.mcws.desk.inventory;

/** A community has got a service. Published in the transaction in which it gets it. */
public record ServiceDelivered(DeliveredService service) {}
