package org.mcws.desk.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.OutsideMail;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.settings.FolderLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sandbox's servers, running. */
public final class Sandbox implements AutoCloseable {

  /** Who may log in to a sandbox desk; the name is the password. */
  public static final List<String> ACCOUNTS = List.of("admin", "ops", "reviewer");

  /** With what everybody outside reads their mail by IMAP; the login is the address. */
  static final String OUTSIDE_PASSWORD = "sandbox";

  private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
  private static final List<String> ADDRESSES =
      List.of(
          "marathon",
          "mesos",
          "consul",
          "dnsApi",
          "dns",
          "mailApi",
          "smtp",
          "imap",
          "sites",
          "sitesTls",
          "registry");

  private final List<SandboxServer> servers = new ArrayList<>();

  private final FolderLock lock;

  private Sandbox(FolderLock lock) {
    this.lock = lock;
  }

  /**
   * Starts the servers one after the other; if one fails, those before it are closed.
   *
   * @param lock of the folder in which the servers keep their state; is closed after them
   */
  static Sandbox start(FolderLock lock, List<Supplier<SandboxServer>> servers) {
    Sandbox sandbox = new Sandbox(lock);
    try {
      for (Supplier<SandboxServer> each : servers) {
        SandboxServer server = each.get();
        sandbox.servers.add(server);
        server.start();
      }
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
    return sandbox;
  }

  /** Where the servers listen, a URL or host:port each. */
  public Map<String, String> addresses() {
    Map<String, String> all = new LinkedHashMap<>();
    servers.forEach(server -> all.putAll(server.addresses()));
    Map<String, String> ordered = new LinkedHashMap<>();
    ADDRESSES.forEach(
        name -> {
          if (all.containsKey(name)) {
            ordered.put(name, all.get(name));
          }
        });
    return ordered;
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(WebhookSecrets.settings());
    servers.forEach(server -> settings.putAll(server.settings()));
    return settings;
  }

  MarathonSandbox marathon() {
    return (MarathonSandbox) server("marathon").orElseThrow();
  }

  Optional<SandboxServer> server(String name) {
    return servers.stream().filter(server -> server.name().equals(name)).findFirst();
  }

  /** The mails that the desk sent to people outside, the newest first. */
  List<OutsideMail> mails() {
    return servers.stream()
        .filter(MailSandbox.class::isInstance)
        .flatMap(server -> ((MailSandbox) server).outsideMail().stream())
        .toList();
  }

  @Override
  public void close() {
    for (SandboxServer server : servers) {
      try {
        server.close();
      } catch (RuntimeException e) {
        LOG.warn("The sandbox server {} did not close", server.name(), e);
      }
    }
    lock.close();
  }
}
