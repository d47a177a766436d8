/** The doors of the status board: pages, feeds, data for programs, badges. */
package org.mcws.desk.status.page;
