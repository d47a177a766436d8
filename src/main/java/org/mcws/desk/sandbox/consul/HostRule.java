package org.mcws.desk.sandbox.consul;

/**
 * That a host name leads to a service.
 *
 * @param service the service's name
 * @param environment the tag that it must have besides {@code public}
 */
public record HostRule(String service, String environment) {}
