package org.mcws.desk.build.events;

import java.util.Optional;
import java.util.UUID;

/**
 * A build has ended, one way or the other. Published in the transaction in which that is recorded.
 *
 * @param id the build's id
 * @param service the service's id
 * @param community the service's community
 * @param image the image with tag and digest, if there is one now
 * @param digest the image's digest
 * @param orderedBy who had ordered it
 */
public record BuildEnded(
    UUID id,
    String service,
    String community,
    Optional<String> image,
    Optional<String> digest,
    String orderedBy) {}
