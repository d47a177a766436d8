/** The mail domains, mailboxes and aliases of the communities. */
@NamedInterface("mail")
package org.mcws.desk.platform.mail;

import org.springframework.modulith.NamedInterface;
