package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.ComponentSilent;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.mail.MailExchangeLook;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailSettings;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** A community's mail domain loses what it is made of, and the desk sees it. */
@ProcessTest
class MailProbeProcessTests {

  private static final int LONG_ENOUGH = 8;

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private Inventory inventory;
  @Autowired private MailHosting mail;
  private DeliveredSite site;
  private String domain;
  private String info;
  private String id;

  @BeforeEach
  void mailDomain() {
    site = DeliveredSite.worker(desk, "ghcr.io/hispano/bot:1");
    domain = site.slug() + ".example";
    info = "info@" + domain;
    inventory.reserve(
        List.of(
            service(ServiceKind.MAIL_DOMAIN, "@" + domain, domain),
            service(ServiceKind.MAILBOX, info, info),
            service(ServiceKind.ALIAS, "hello@" + domain, "hello@" + domain)));
    inventory.deliver(site.slug());
    mail.ensureDomain(domain);
    mail.ensureMailbox(info, 50);
    mail.ensureAlias("hello@" + domain, Set.of(info));
    desk.getBean(DnsZones.class)
        .ensureRecords(
            "example", site.slug(), desk.getBean(WantedRecords.class).ofMailDomain(domain));
    id = DeliveredService.id(site.slug(), "@" + domain);
    ProbeHands.watch(desk, id);
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    mail.removeDomain(domain);
    desk.getBean(DnsZones.class).removeRecords("example", site.slug());
    site.remove();
  }

  @Test
  void aDomainThatTakesItsMailIsWell() {
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH);

    assertThat(ProbeHands.down(desk, id)).isEmpty();
  }

  @Test
  void aMailboxThatIsGoneIsMissedAndItsReturnSeen() {
    mail.removeMailbox(info);
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH);
    assertThat(ProbeHands.down(desk, id)).containsExactly("MAIL");

    mail.ensureMailbox(info, 50);
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH);
    assertThat(ProbeHands.down(desk, id)).isEmpty();
  }

  @Test
  void anAliasThatIsGoneIsMissed() {
    mail.removeAlias("hello@" + domain);
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH);

    assertThat(ProbeHands.down(desk, id)).containsExactly("MAIL");
  }

  @Test
  void aDomainThatTheServerDoesNotKnowAnyMoreIsDown() {
    mail.removeDomain(domain);
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH);

    assertThat(ProbeHands.down(desk, id)).containsExactly("MAIL");
  }

  @Test
  void recordsThatNobodyServesAreDown() {
    desk.getBean(DnsZones.class).removeRecords("example", site.slug());
    ProbeHands.lookForMinutes(desk, LONG_ENOUGH + 4);

    assertThat(ProbeHands.down(desk, id)).containsExactly("RECORDS");
  }

  @Test
  void anExchangeThatNobodyAnswersAtIsTheFaultOfThePlatform() throws IOException {
    int nobody;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }
    MailLook look =
        new MailLook(
            mail,
            new MailExchangeLook(
                new MailSettings(
                    "james",
                    "mail.example",
                    "127.0.0.1:" + nobody,
                    "127.0.0.1:143",
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2))),
            inventory);

    assertThatThrownBy(() -> look.look(site.slug(), domain))
        .isInstanceOfSatisfying(
            ComponentSilent.class,
            silent -> assertThat(silent.component()).contains(PlatformComponent.MAIL_EXCHANGE));
  }

  private DeliveredService service(ServiceKind kind, String name, String host) {
    return new DeliveredService(
        site.slug(),
        kind,
        name,
        host,
        null,
        null,
        ManagedBy.OPS,
        "{}",
        ClockUtil.getCurrentTime().toInstant());
  }
}
