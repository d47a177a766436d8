package org.mcws.desk.update;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How updates are watched.
 *
 * @param visitsEvery how often the desk looks whether a visit is due
 */
@ConfigurationProperties("desk.update")
record UpdateSettings(@DefaultValue("PT1S") Duration visitsEvery) {}
