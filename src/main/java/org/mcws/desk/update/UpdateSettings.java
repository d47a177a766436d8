package org.mcws.desk.update;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How updates are watched.
 *
 * @param visitsEvery how often the desk looks whether a visit is due
 * @param fastEnough what visitors wait for a new version without its being called slow, however
 *     fast the old one was
 */
@ConfigurationProperties("desk.update")
record UpdateSettings(
    @DefaultValue("PT1S") Duration visitsEvery, @DefaultValue("PT1S") Duration fastEnough) {}
