/** The machines, through the operator API v1 of the Mesos masters, from Mesos 1.0 on. */
package org.mcws.desk.platform.mesos.operator;
