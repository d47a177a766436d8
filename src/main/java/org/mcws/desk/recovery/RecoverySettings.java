package org.mcws.desk.recovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the desk minds incidents. How long it waits for whom is in {@code recovery-limits.dmn} and
 * {@code duty-ladder.dmn}.
 *
 * @param lookAgainEvery how often it is looked whether something that is down has no incident, is
 *     worse than its incident knows, or is all that is left of one; and a rehearsal goes on
 * @param rehearseAt when the daily rehearsal begins: a Spring cron expression in UTC, or {@code -}
 *     for never
 * @param countMachinesEvery how often it is looked whether Mesos still hears from all machines
 * @param askHostingEvery how often it is looked whether the hosting platform answers
 * @param selfCheckEvery how often the desk looks whether it does itself what it should
 */
@ConfigurationProperties("desk.recovery")
record RecoverySettings(
    @DefaultValue("PT30S") Duration lookAgainEvery,
    @DefaultValue("0 0 6 * * *") String rehearseAt,
    @DefaultValue("PT1M") Duration countMachinesEvery,
    @DefaultValue("PT1M") Duration askHostingEvery,
    @DefaultValue("PT15M") Duration selfCheckEvery) {}
