package org.mcws.desk.status.board;

import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which a service was out of order.
 *
 * @param until empty while it lasts
 */
public record Downtime(Instant from, Optional<Instant> until) {}
