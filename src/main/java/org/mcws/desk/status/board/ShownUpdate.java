package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.UUID;

/**
 * What was told of a notice at one time.
 *
 * @param writtenAt when it was written down
 * @param shownAt since when the public can see it; later if it was written for a draft
 */
public record ShownUpdate(UUID id, Stage stage, String words, Instant writtenAt, Instant shownAt) {}
