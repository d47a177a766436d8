package org.mcws.desk.sandbox.mail;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;
import org.mcws.desk.sandbox.Snapshot;

/**
 * The sandbox's mail server. Its WebAdmin API answers like Apache James 3.8.1 without
 * authentication; SMTP takes mail for the domains it serves only at addresses that exist, and all
 * other mail in the name of the outside world. Outside mail can be read by IMAP with the recipient
 * as login and {@code sandbox} as password, and here by {@link #outsideMail()}.
 */
public final class MailSandbox implements SandboxServer {

  private final MailSandboxSettings settings;
  private final Path folder;
  private final Faults faults = new Faults();
  private HttpEndpoint endpoint;
  private MailServers servers;
  private OutsideWorld outside;

  /**
   * @param folder where it keeps its data and its mails
   */
  public MailSandbox(MailSandboxSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public void start() {
    MailDirectory directory =
        new MailDirectory(new Snapshot<>(folder.resolve("mail.json"), MailState.class));
    MailRewriting rewriting = new MailRewriting(directory);
    MailMappings mappings = new MailMappings(directory, rewriting);
    MailAccounts accounts = new MailAccounts(directory, folder.resolve("mails"));
    outside = new OutsideWorld(accounts);
    servers =
        new MailServers(
            settings.smtpPort(),
            settings.imapPort(),
            new MailDelivery(directory, rewriting, accounts),
            accounts);
    endpoint = new HttpEndpoint("sandbox-mail", settings.apiPort(), faults);
    WebAdminApi api = new WebAdminApi(endpoint);
    new UserRoutes(directory).addTo(api);
    new DomainRoutes(directory).addTo(api);
    new GroupRoutes(directory, mappings).addTo(api);
    new ForwardRoutes(directory, mappings).addTo(api);
    new AliasRoutes(directory, mappings).addTo(api);
    new MappingRoutes(directory).addTo(api);
    new QuotaRoutes(directory, accounts).addTo(api);
    new MailboxRoutes(directory, accounts).addTo(api);
    servers.start();
    endpoint.start();
  }

  /** The mails that went to addresses which this server does not serve, the newest first. */
  public List<OutsideMail> outsideMail() {
    return outside.mails();
  }

  @Override
  public Map<String, String> addresses() {
    return Map.of("mailApi", endpoint.url(), "smtp", servers.smtp(), "imap", servers.imap());
  }

  @Override
  public Map<String, Object> settings() {
    String[] smtp = servers.smtp().split(":");
    return Map.of(
        "desk.mail.james.url", endpoint.url(),
        "spring.mail.host", smtp[0],
        "spring.mail.port", Integer.parseInt(smtp[1]),
        "desk.mail.smtp", servers.smtp(),
        "desk.mail.imap", servers.imap(),
        "desk.mail.exchange", "mail.example",
        "desk.notification.from", "desk@mcws.example");
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    if (endpoint != null) {
      endpoint.close();
    }
    if (servers != null) {
      servers.close();
    }
  }
}
