/** The mail domains, mailboxes and aliases of the communities. */
@ApplicationModule(displayName = "Platform: mail", allowedDependencies = "platform")
package org.mcws.desk.platform.mail;

import org.springframework.modulith.ApplicationModule;
