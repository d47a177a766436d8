/** Mail to people, in their language, sent once the transaction that wants it has committed. */
@ApplicationModule(
    displayName = "Notification",
    allowedDependencies = {"settings"})
package org.mcws.desk.notification;

import org.springframework.modulith.ApplicationModule;
