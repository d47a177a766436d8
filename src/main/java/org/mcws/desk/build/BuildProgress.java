package org.mcws.desk.build;

import java.util.Optional;
import java.util.UUID;

/**
 * How far a build is.
 *
 * @param ended whether nothing more will happen
 * @param image the image with tag and digest, if there is one
 * @param digest its digest
 * @param commit the commit that it is built from, as soon as that is fetched
 * @param title the first line of that commit's message
 * @param message why there is none, or what it waits for, for people
 * @param logTail the last lines of what it has printed
 */
public record BuildProgress(
    UUID id,
    boolean ended,
    Optional<String> image,
    Optional<String> digest,
    Optional<String> commit,
    Optional<String> title,
    Optional<String> message,
    String logTail) {}
