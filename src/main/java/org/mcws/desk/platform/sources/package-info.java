/** The repositories in which communities keep what is built for them. */
@NamedInterface("sources")
package org.mcws.desk.platform.sources;

import org.springframework.modulith.NamedInterface;
