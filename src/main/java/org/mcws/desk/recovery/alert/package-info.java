/** What monitoring systems post, each form recognised by its shape, and whether it is them. */
package org.mcws.desk.recovery.alert;
