/**
 * The zones are kept by any name server that takes DNS UPDATE (RFC 2136) signed with a key (RFC
 * 8945), such as BIND 9.
 */
package org.mcws.desk.platform.dns.update;
