/** The names under which the communities are found. */
@NamedInterface("dns")
package org.mcws.desk.platform.dns;

import org.springframework.modulith.NamedInterface;
