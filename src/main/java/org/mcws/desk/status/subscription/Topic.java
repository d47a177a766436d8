package org.mcws.desk.status.subscription;

/**
 * What somebody wants to hear of: a service, or all services of a community.
 *
 * @param community the community's slug; null if it is a service
 * @param service the service's id; null if it is a community
 * @param name as the public knows it
 */
record Topic(String community, String service, String name) {}
