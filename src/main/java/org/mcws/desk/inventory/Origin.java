package org.mcws.desk.inventory;

/** From where the desk knows that a service has a component. */
public enum Origin {
  /** From a bill of materials that was uploaded for the image that runs. */
  SBOM,
  /** From the blueprint that the service is made from, at the version that its image names. */
  BLUEPRINT,
  /** It is the image itself. */
  IMAGE
}
