/** What the public is told: incidents, planned maintenance, and how each service fares. */
package org.mcws.desk.status.board;
