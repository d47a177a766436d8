package org.mcws.desk.duty;

import java.time.Instant;

/**
 * How the calendar is.
 *
 * @param readAt when its server last said what it is, or that it still is that; null for never
 * @param changedAt when it was last other than before; null for never
 * @param failure why it could not be read at the last try; null if it could
 */
record FeedState(Instant readAt, Instant changedAt, String failure) {}
