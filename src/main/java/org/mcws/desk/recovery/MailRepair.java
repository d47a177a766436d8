package org.mcws.desk.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.mail.MailHosting;
import org.springframework.stereotype.Component;

/** Makes a mail domain again what the inventory says, with its mailboxes and aliases. */
@Component
class MailRepair {

  private static final int USUAL_QUOTA_MIB = 1024;

  private final MailHosting mail;
  private final Inventory inventory;
  private final Specifications specifications;

  MailRepair(MailHosting mail, Inventory inventory, Specifications specifications) {
    this.mail = mail;
    this.inventory = inventory;
    this.specifications = specifications;
  }

  String repair(DeliveredService domain) {
    mail.ensureDomain(domain.host());
    for (DeliveredService one : inventory.of(domain.community())) {
      if (one.host() != null && one.host().endsWith("@" + domain.host())) {
        repairAddress(one);
      }
    }
    return "Made " + domain.host() + " with its mailboxes and aliases again.";
  }

  private void repairAddress(DeliveredService address) {
    JsonNode specification = specifications.of(address);
    if (address.kind() == ServiceKind.MAILBOX) {
      mail.ensureMailbox(address.host(), specification.path("quotaMiB").asInt(USUAL_QUOTA_MIB));
    } else if (address.kind() == ServiceKind.ALIAS && specification.path("targets").isArray()) {
      Set<String> targets = new HashSet<>();
      specification.path("targets").forEach(target -> targets.add(target.asText()));
      mail.ensureAlias(address.host(), targets);
    }
  }
}
