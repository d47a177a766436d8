package org.mcws.desk.platform.mail.james;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailHostingContract;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;

/** The adapter against the sandbox. */
class JamesMailHostingTests extends MailHostingContract {

  @TempDir static Path folder;
  private static MailSandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder);
    sandbox.start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Override
  protected MailHosting mailHosting() {
    return new JamesMailHosting(
        new JamesSettings(
            URI.create(sandbox.addresses().get("mailApi")),
            null,
            new HttpTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(10))));
  }

  @Override
  protected String smtp() {
    return sandbox.addresses().get("smtp");
  }

  @Override
  protected String imap() {
    return sandbox.addresses().get("imap");
  }
}
