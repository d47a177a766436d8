/** Hosting by Docker engines in Swarm mode. */
package org.mcws.desk.platform.hosting.swarm;
