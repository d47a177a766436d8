package org.mcws.desk.benchmark;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Without a Spring context everything would be logged down to each statement. */
final class QuietLog implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    LoggingSystem.get(QuietLog.class.getClassLoader())
        .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
  }
}
