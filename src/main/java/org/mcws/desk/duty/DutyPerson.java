package org.mcws.desk.duty;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/**
 * Somebody to turn to.
 *
 * @param account the log-in name
 * @param name what people call them
 * @param mail where they are written to, if they can be
 * @param language in which they are written to
 * @param timeZone where they live
 */
public record DutyPerson(
    String account, String name, Optional<String> mail, Locale language, ZoneId timeZone) {}
