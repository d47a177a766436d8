package org.mcws.desk.recovery;

import java.util.List;
import java.util.TreeSet;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.CertificateLook;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.status.SiteProbe;
import org.mcws.desk.status.WantedRecords;
import org.springframework.stereotype.Component;

/** What the name server and the site itself answer. */
@Component
class NamesEvidence {

  private final WantedRecords wanted;
  private final AuthoritativeLookup names;
  private final SiteProbe sites;
  private final CertificateLook certificates;
  private final EdgeSettings edge;

  NamesEvidence(
      WantedRecords wanted,
      AuthoritativeLookup names,
      SiteProbe sites,
      CertificateLook certificates,
      EdgeSettings edge) {
    this.wanted = wanted;
    this.names = names;
    this.sites = sites;
    this.certificates = certificates;
    this.edge = edge;
  }

  /** Adds what is seen, and tells whether records are not as the inventory says. */
  boolean look(DeliveredService service, List<String> lines) {
    boolean wrong = false;
    try {
      for (RecordSet set : wanted.of(service)) {
        List<String> answer = names.lookup(set.name(), set.type());
        boolean right = new TreeSet<>(answer).equals(new TreeSet<>(set.values()));
        wrong |= !right;
        lines.add(
            "The name server answers "
                + answer
                + " for "
                + set.name()
                + " "
                + set.type()
                + (right ? "." : ", wanted is " + set.values() + "."));
      }
    } catch (PlatformUnavailable silent) {
      lines.add("The name server does not tell: " + silent.getMessage());
    }
    if (service.isExposed() && !wrong) {
      lines.add("A visitor sees: " + sites.probe(service.host()).evidence());
      if (edge.speaksTls()) {
        lines.add("Certificate: " + certificate(service.host()));
      }
    }
    return wrong;
  }

  private String certificate(String host) {
    try {
      return certificates.look(host, edge.addresses()).evidence();
    } catch (PlatformUnavailable silent) {
      return silent.getMessage();
    }
  }
}
