package org.mcws.desk.duty.ics;

import java.time.Instant;
import java.util.List;

/**
 * Once that an event of a calendar takes place.
 *
 * @param uid of the event; the same for all its repetitions
 * @param from when it begins
 * @param to when it ends, after it begins
 * @param summary its title, perhaps empty
 * @param attendees mail addresses of those who take part and have not declined, in the file's order
 * @param organizer the mail address of who has invited them, or empty
 */
public record IcsTurn(
    String uid,
    Instant from,
    Instant to,
    String summary,
    List<String> attendees,
    String organizer) {}
