/** The forges where communities keep their repositories, and what these show of a commit. */
@NamedInterface("forge")
package org.mcws.desk.platform.forge;

import org.springframework.modulith.NamedInterface;
