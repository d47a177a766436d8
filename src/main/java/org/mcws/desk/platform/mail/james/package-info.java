/** The communities' mail on an Apache James server, by its WebAdmin API. */
package org.mcws.desk.platform.mail.james;
