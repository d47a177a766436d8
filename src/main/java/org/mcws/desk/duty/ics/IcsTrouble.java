package org.mcws.desk.duty.ics;

/**
 * An event of a calendar of which the desk can't tell when it takes place.
 *
 * @param uid of the event
 * @param summary its title, perhaps empty
 * @param why the reason, for people
 */
public record IcsTrouble(String uid, String summary, String why) {}
