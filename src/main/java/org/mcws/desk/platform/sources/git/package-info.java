/** Git repositories by HTTP. */
package org.mcws.desk.platform.sources.git;
