/** The zones are kept by a PowerDNS authoritative server, through its HTTP API. */
package org.mcws.desk.platform.dns.powerdns;
