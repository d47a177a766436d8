package org.mcws.desk.duty;

import java.time.Instant;

/**
 * Who is on duty next.
 *
 * @param person who
 * @param from when their duty begins
 * @param to when it ends
 */
public record NextOnDuty(DutyPerson person, Instant from, Instant to) {}
