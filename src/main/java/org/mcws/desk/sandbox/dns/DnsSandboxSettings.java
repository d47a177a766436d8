package org.mcws.desk.sandbox.dns;

/**
 * Where the sandbox's name server listens on loopback.
 *
 * @param apiPort the HTTP API's port, 0 for any free one
 * @param dnsPort the port for UDP and TCP alike, 0 for any free one
 */
public record DnsSandboxSettings(int apiPort, int dnsPort) {}
