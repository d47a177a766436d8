package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.status.ProbeHands;
import org.mcws.desk.status.WantedRecords;
import org.mcws.desk.update.DeliveredSite;

/** A community's mail domain loses parts, and gets them back. */
class MailDomainRecoveryProcessTests extends RecoveryStage {

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mailboxesAndAliasesThatAreGoneAreMadeAgain(boolean answerIsLost) {
    DeliveredSite site = site();
    String domain = domainOf(site);
    MailHosting mail = desk.getBean(MailHosting.class);
    String id = DeliveredService.id(site.slug(), "@" + domain);
    var answer =
        door.post(
            site.ben(),
            "/api/incidents",
            json(Map.of("serviceId", id, "description", "Mail to us bounces")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    Incident incident = incidents.findById(answer.json().path("id").asText()).orElseThrow();
    if (answerIsLost) {
      door.post(
          null,
          "/api/sandbox/mail/faults",
          "{\"kind\": \"cut\", \"method\": \"PUT\", \"path\": \".*\", \"afterEffect\": true}");
    }
    String made = "Made " + domain + " with its mailboxes and aliases again.";
    run(incident);
    passUntil(() -> steps(incident).contains(made));

    assertThat(steps(incident)).containsOnlyOnce(made);
    assertThat(mail.hasMailbox("info@" + domain)).isTrue();
    assertThat(mail.aliasesOf(domain))
        .extracting(MailHosting.Alias::targets)
        .containsExactly(Set.of("info@" + domain));
    mail.removeDomain(domain);
  }

  @Test
  void anAliasThatIsGoneIsMadeAgain() {
    DeliveredSite site = site();
    String domain = domainOf(site);
    MailHosting mail = desk.getBean(MailHosting.class);
    mail.ensureMailbox("info@" + domain, 50);
    String id = DeliveredService.id(site.slug(), "@" + domain);
    ProbeHands.watch(desk, id);
    passUntil(() -> ProbeHands.down(desk, id).contains("MAIL"));
    passUntil(() -> mail.aliasesOf(domain).size() == 1);
    passUntil(() -> ProbeHands.down(desk, id).isEmpty());
    Incident incident =
        incidents
            .findById(
                database.queryForObject(
                    "select id from incident where service = ?", String.class, id))
            .orElseThrow();

    assertThat(incident.state()).isEqualTo(Incident.State.WATCHING);
    assertThat(steps(incident))
        .as("it is given the time that it takes to be seen")
        .noneMatch(step -> step.contains("has not helped"));
    mail.removeDomain(domain);
  }

  /** A mail domain of theirs, with a mailbox and an alias in the inventory alone. */
  private String domainOf(DeliveredSite site) {
    String domain = site.host();
    String info = "info@" + domain;
    String hello = "hello@" + domain;
    Inventory inventory = desk.getBean(Inventory.class);
    inventory.reserve(
        List.of(
            service(site, ServiceKind.MAIL_DOMAIN, "@" + domain, domain, "{}"),
            service(site, ServiceKind.MAILBOX, info, info, "{\"quotaMiB\": 50}"),
            service(site, ServiceKind.ALIAS, hello, hello, "{\"targets\": [\"" + info + "\"]}")));
    inventory.deliver(site.slug());
    desk.getBean(MailHosting.class).ensureDomain(domain);
    desk.getBean(DnsZones.class)
        .ensureRecords(
            "example", site.slug(), desk.getBean(WantedRecords.class).ofMailDomain(domain));
    return domain;
  }

  private static DeliveredService service(
      DeliveredSite site, ServiceKind kind, String name, String host, String specification) {
    return new DeliveredService(
        site.slug(), kind, name, host, null, null, ManagedBy.OPS, specification, TUESDAY);
  }
}
