/** What visitors of the communities' services get to see. */
@ApplicationModule(
    displayName = "Status",
    allowedDependencies = {"inventory", "platform", "platform::dns", "platform::hosting"})
package org.mcws.desk.status;

import org.springframework.modulith.ApplicationModule;
