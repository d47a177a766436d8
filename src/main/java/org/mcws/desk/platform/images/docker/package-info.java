/** Images built by a Docker engine. */
package org.mcws.desk.platform.images.docker;
