package org.mcws.desk.platform.sources;

import java.time.Instant;

/**
 * A state of a repository.
 *
 * @param id the commit's id, 40 hexadecimal digits
 * @param at when it was committed
 * @param author who says to have written it
 * @param email that person's mail address, as the commit has it
 * @param title the first line of its message
 */
public record SourceCommit(String id, Instant at, String author, String email, String title) {}
