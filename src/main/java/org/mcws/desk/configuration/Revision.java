package org.mcws.desk.configuration;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A revision as it is kept, without the values of its secrets.
 *
 * @param number from 1 upwards; 0 if nobody has said anything yet
 * @param secrets names, in order
 * @param hash null if nobody has said anything yet, and so the following
 */
record Revision(
    int number,
    Map<String, String> variables,
    List<String> secrets,
    String hash,
    String changedBy,
    Instant changedAt) {

  static final Revision NONE = new Revision(0, Map.of(), List.of(), null, null, null);
}
