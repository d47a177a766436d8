package org.mcws.desk.recovery;

/**
 * What came of one word of a source.
 *
 * @param outcome opened, joined, closed, repeated, silenced, unclaimed or ignored
 * @param service the service that it is about; null if none claims it
 * @param incident the incident that it has opened, joined or ended; null if there is none
 * @param reason why it opens nothing; empty if it does
 */
record Taken(String key, Signal.Outcome outcome, String service, String incident, String reason) {}
