package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;

/** Pages that are not what their owners expect, and certificates near their end. */
@ProcessTest
class PageAndCertificateProcessTests {

  @Autowired private ConfigurableApplicationContext desk;
  @Autowired private Door door;
  private final List<DeliveredSite> sites = new ArrayList<>();

  @BeforeEach
  void today() {
    // The sandbox issues its certificates by the machine's clock.
    ClockUtil.setCurrentTime(new Date());
  }

  @AfterEach
  void clear() {
    ClockUtil.reset();
    sites.forEach(DeliveredSite::remove);
  }

  @Test
  void aPageWithoutItsTextIsDown() {
    DeliveredSite site = site();
    expect(site, "{\"page\": {\"path\": \"/\", \"text\": \"This site runs in the sandbox\"}}");
    ProbeHands.lookForMinutes(desk, 4);
    assertThat(ProbeHands.down(desk, site.id())).isEmpty();

    expect(site, "{\"page\": {\"path\": \"/\", \"text\": \"Welcome to our club\"}}");
    ProbeHands.lookForMinutes(desk, 4);
    assertThat(ProbeHands.down(desk, site.id())).containsExactly("PAGE");
    var seen = door.send(site.ana(), "GET", "/api/services/" + site.id() + "/probes", null);
    assertThat(seen.text()).as("as browsers fetch it").contains("https://" + site.host());
  }

  @Test
  void aCertificateThatEndsWithinTwoWeeksIsNoticed() {
    DeliveredSite site = site();
    ProbeHands.watchCertificate(desk, site.id());
    ProbeHands.look(desk);
    assertThat(ProbeHands.down(desk, site.id())).isEmpty();

    var answer =
        door.send(
            null, "PUT", "/api/sandbox/marathon/certificates/" + site.host(), "{\"days\": 10}");
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    ProbeHands.watchCertificate(desk, site.id());
    ProbeHands.look(desk);

    assertThat(ProbeHands.down(desk, site.id())).containsExactly("CERTIFICATE");
  }

  @Test
  void aCertificateThatHasEndedLetsNobodyIn() {
    DeliveredSite site = site();
    var answer =
        door.send(
            null,
            "PUT",
            "/api/sandbox/marathon/certificates/" + site.host(),
            "{\"notAfter\": \"2020-01-31T12:00:00Z\"}");
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    ProbeHands.watchCertificate(desk, site.id());
    ProbeHands.look(desk);
    assertThat(ProbeHands.down(desk, site.id())).containsExactly("CERTIFICATE");
    ProbeHands.watchCertificate(desk, site.id());
    ProbeHands.look(desk);

    assertThat(ProbeHands.down(desk, site.id())).containsExactlyInAnyOrder("CERTIFICATE", "TRUST");
  }

  private void expect(DeliveredSite site, String body) {
    var answer = door.send(site.ana(), "PUT", "/api/services/" + site.id() + "/watch", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    ProbeHands.watch(desk, site.id());
  }

  private DeliveredSite site() {
    DeliveredSite site = DeliveredSite.site(desk, "ghcr.io/hispano/site:1.4.0");
    sites.add(site);
    ProbeHands.watch(desk, site.id());
    return site;
  }
}
