/**
 * A name server with the HTTP API of PowerDNS 4.7, which answers for the same zones over DNS.
 *
 * <p>Statuses, texts and rules were read off a real PowerDNS 4.7.3; a test keeps comparing the two.
 */
package org.mcws.desk.sandbox.dns;
