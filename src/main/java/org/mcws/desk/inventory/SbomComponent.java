package org.mcws.desk.inventory;

/**
 * A package that a bill of materials lists.
 *
 * @param name the package
 * @param version its version as its ecosystem writes it; empty if none is given
 * @param purl the package URL as it was written
 */
record SbomComponent(PackageName name, String version, String purl) {}
