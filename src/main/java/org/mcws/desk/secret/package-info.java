/** What only the desk may read, in a form in which it can be kept in the database. */
@ApplicationModule(
    displayName = "Secrets",
    allowedDependencies = {"settings"})
package org.mcws.desk.secret;

import org.springframework.modulith.ApplicationModule;
