package org.mcws.desk.platform.hosting;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the platform checks an app that has a port.
 *
 * @param grace how long after its start failures do not count
 * @param interval the time between two checks
 * @param timeout how long an answer may take
 * @param maxFailures how many failures in a row get a task killed
 */
public record HealthChecks(
    @DefaultValue("PT2M") Duration grace,
    @DefaultValue("PT10S") Duration interval,
    @DefaultValue("PT5S") Duration timeout,
    @Min(1) @DefaultValue("3") int maxFailures) {}
