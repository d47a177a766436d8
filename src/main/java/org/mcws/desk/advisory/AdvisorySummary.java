package org.mcws.desk.advisory;

import java.time.Instant;

/**
 * A problem in a list.
 *
 * @param kind advisory, vex, report or informational
 * @param severity highest CVSS base score; absent if none was given
 * @param exploited whether somebody says that it is being exploited
 * @param withdrawn when it was taken back; absent if it stands
 * @param knownSince when the desk was first told of it
 * @param changedAt when the desk was last told something new of it
 */
record AdvisorySummary(
    String id,
    String title,
    String kind,
    Double severity,
    boolean exploited,
    Instant withdrawn,
    Instant knownSince,
    Instant changedAt) {}
