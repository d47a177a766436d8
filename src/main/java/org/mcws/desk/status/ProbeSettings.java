package org.mcws.desk.status;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk looks at services. How often it looks at each is in {@code probe-intervals.dmn}.
 *
 * @param probesEvery how often it is asked which looks are due
 * @param planEvery how often services without probes are searched for
 * @param selfCheckEvery how often it is asked whether looks are made at all
 * @param atOnce how many services are looked at in the same moment by one desk; a site that does
 *     not answer keeps a looker waiting for seconds
 */
@Validated
@ConfigurationProperties("desk.status")
record ProbeSettings(
    @DefaultValue("PT1S") Duration probesEvery,
    @DefaultValue("PT1M") Duration planEvery,
    @DefaultValue("PT5M") Duration selfCheckEvery,
    @Min(1) @Max(500) @DefaultValue("64") int atOnce) {}
