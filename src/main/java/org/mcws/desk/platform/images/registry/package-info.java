/** Images in registries that follow the OCI distribution specification. */
package org.mcws.desk.platform.images.registry;
