package org.mcws.desk.platform;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a call to the platform may take.
 *
 * @param connect until the connection stands; a server on the same network needs milliseconds
 * @param read until the answer has arrived, because a stopped process still accepts connections
 */
public record HttpTimeouts(
    @DefaultValue("PT2S") Duration connect, @DefaultValue("PT10S") Duration read) {}
