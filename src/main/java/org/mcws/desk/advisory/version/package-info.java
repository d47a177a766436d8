/** In which order the versions of each package ecosystem stand, and what ranges of them mean. */
package org.mcws.desk.advisory.version;
