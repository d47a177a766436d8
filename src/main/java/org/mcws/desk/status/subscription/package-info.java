/** Who hears of incidents and planned maintenance by mail, and that they do. */
package org.mcws.desk.status.subscription;
