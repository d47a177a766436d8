/**
 * Reads Dockerfiles and explains what is wrong with them before anything is built, with the line
 * and the remedy.
 */
@NamedInterface("dockerfile")
package org.mcws.desk.platform.images.dockerfile;

import org.springframework.modulith.NamedInterface;
