/** The container images that registries have. */
@NamedInterface("images")
package org.mcws.desk.platform.images;

import org.springframework.modulith.NamedInterface;
