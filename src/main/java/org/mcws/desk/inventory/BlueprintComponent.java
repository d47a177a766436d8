package org.mcws.desk.inventory;

import jakarta.persistence.Embeddable;

/** A package that a blueprint's image has at the version of its software. */
@Embeddable
record BlueprintComponent(String type, String name) {}
