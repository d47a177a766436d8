package org.mcws.desk.build;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How this node works on builds.
 *
 * @param atOnce how many builds this node runs side by side; 0 leaves them to other nodes
 * @param every how often this node looks for a build to begin with
 * @param lease for how long a node that says nothing keeps its build
 * @param keepFor how long builds are kept with their logs
 */
@Validated
@ConfigurationProperties("desk.build-orders")
record BuildOrderSettings(
    @Min(0) @Max(50) @DefaultValue("1") int atOnce,
    @NotNull @DefaultValue("PT1S") Duration every,
    @NotNull @DefaultValue("PT1M") Duration lease,
    @NotNull @DefaultValue("P180D") Duration keepFor) {}
