/** Hosting by Marathon on Mesos. */
package org.mcws.desk.platform.hosting.marathon;
