/** How others ask communities' owners, and withdraw what they have asked. */
@NamedInterface("asking")
package org.mcws.desk.approval.asking;

import org.springframework.modulith.NamedInterface;
