package org.mcws.desk.configuration.events;

import org.mcws.desk.configuration.Environment;

/**
 * A service has another configuration now. Published in the transaction in which that is recorded.
 *
 * @param service the service's id
 * @param revision the number of what it has now
 */
public record ConfigurationChanged(String service, Environment environment, int revision) {}
