package org.mcws.desk.delivery;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How new versions are delivered.
 *
 * @param every how often a node looks for what is to be done
 * @param pollEvery how often a branch is looked at of which no hook tells
 * @param hookSecret with what forges prove themselves for services that have no secret of their
 *     own; empty for none
 * @param stagingCpus the share of a processor core that a version gets in staging at most
 * @param stagingMemory the MiB of memory that it gets there at most
 */
@Validated
@ConfigurationProperties("desk.delivery")
record DeliverySettings(
    @NotNull @DefaultValue("PT2S") Duration every,
    @NotNull @DurationMin(minutes = 1) @DefaultValue("PT10M") Duration pollEvery,
    @NotNull @DefaultValue("") String hookSecret,
    @DecimalMin("0.01") @DefaultValue("0.2") double stagingCpus,
    @Min(16) @DefaultValue("512") int stagingMemory) {

  /** Without the secret, so that it stands in no log. */
  @Override
  public String toString() {
    return "DeliverySettings[pollEvery=" + pollEvery + "]";
  }
}
