package org.mcws.desk.recovery;

import java.util.Optional;

/**
 * What an incident is opened for.
 *
 * @param service the service's id; empty if it is the platform
 * @param cause what has hit many services; empty if it is one service
 * @param reportedBy the account of a person who has reported it
 * @param rehearsal whether nothing is down in truth
 */
record Opening(
    IncidentScope scope,
    Optional<String> service,
    Optional<String> community,
    Optional<String> cause,
    String title,
    Optional<String> reportedBy,
    boolean rehearsal) {}
