package org.mcws.desk.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The PostgreSQL that the desk starts by itself. None of this counts when {@code
 * spring.datasource.url} names another one.
 *
 * @param port where it listens, on loopback only; 0 takes a free port at the first start and keeps
 *     it
 * @param maxConnections how many connections it accepts; more than the connection pool's size
 * @param startTimeout how long its start may take, crash recovery included
 */
@Validated
@ConfigurationProperties("desk.database")
record DatabaseSettings(
    @DefaultValue("0") @Min(0) @Max(65535) int port,
    @DefaultValue("100") @Min(10) int maxConnections,
    @DefaultValue("PT1M") Duration startTimeout) {}
