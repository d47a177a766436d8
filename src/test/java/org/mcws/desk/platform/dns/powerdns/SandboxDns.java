package org.mcws.desk.platform.dns.powerdns;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.dns.DnsSandbox;
import org.mcws.desk.sandbox.dns.DnsSandboxSettings;

/** The sandbox's name server for a test class. */
final class SandboxDns implements BeforeAllCallback, AfterAllCallback {

  private Path folder;
  private DnsSandbox sandbox;

  DnsServerUnderTest address() {
    return new DnsServerUnderTest(
        URI.create(sandbox.addresses().get("dnsApi")),
        (String) sandbox.settings().get("desk.dns.powerdns.api-key"),
        sandbox.addresses().get("dns"));
  }

  Map<String, Object> settings() {
    return sandbox.settings();
  }

  Faults faults() {
    return sandbox.faults();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("sandbox-dns");
    sandbox = new DnsSandbox(new DnsSandboxSettings(0, 0), folder);
    sandbox.start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    sandbox.close();
    Files.delete(folder.resolve("zones.json"));
    Files.delete(folder);
  }
}
