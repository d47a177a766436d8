package org.mcws.desk.platform.mail.james;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHostingContract;

/** The adapter against Apache James itself. */
class JamesMailHostingIT extends MailHostingContract {

  @TempDir static Path home;
  private static RealJames james;

  @BeforeAll
  static void start() throws IOException {
    james = RealJames.start(home, Map.of());
  }

  @AfterAll
  static void stop() {
    if (james != null) {
      james.close();
    }
  }

  @Override
  protected MailHosting mailHosting() {
    return new JamesMailHosting(
        new JamesSettings(
            URI.create(james.url()),
            null,
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10))));
  }

  @Override
  protected String smtp() {
    return james.smtp();
  }

  @Override
  protected String imap() {
    return james.imap();
  }
}
