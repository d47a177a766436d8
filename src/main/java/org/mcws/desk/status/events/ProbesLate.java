package org.mcws.desk.status.events;

import java.time.Duration;

/**
 * The desk does not get round to looking at services, so that what it says of them may be old.
 * Published at most once an hour, by one desk of a cluster.
 *
 * @param lateness how long the look that is most overdue has been waiting for
 * @param count how many looks are overdue
 */
public record ProbesLate(Duration lateness, long count) {}
