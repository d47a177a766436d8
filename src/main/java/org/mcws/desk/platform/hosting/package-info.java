/** Where the communities' containers run. */
@NamedInterface("hosting")
package org.mcws.desk.platform.hosting;

import org.springframework.modulith.NamedInterface;
