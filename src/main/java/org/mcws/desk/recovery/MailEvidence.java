package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;
import org.springframework.stereotype.Component;

/** What the mail server has of a community's mail domain. */
@Component
class MailEvidence {

  private final MailHosting mail;
  private final Inventory inventory;

  MailEvidence(MailHosting mail, Inventory inventory) {
    this.mail = mail;
    this.inventory = inventory;
  }

  /** Adds what is seen, and tells whether something is missing that the inventory has. */
  boolean look(DeliveredService service, List<String> lines) {
    if (service.kind() != ServiceKind.MAIL_DOMAIN) {
      return false;
    }
    try {
      List<String> missing = new ArrayList<>();
      if (!mail.hasDomain(service.host())) {
        missing.add(service.host());
      }
      for (DeliveredService box : mailboxes(service)) {
        if (!mail.hasMailbox(box.host())) {
          missing.add(box.host());
        }
      }
      lines.add(
          missing.isEmpty()
              ? "The mail server has the domain and its mailboxes."
              : "The mail server lacks " + missing + ".");
      return !missing.isEmpty();
    } catch (PlatformUnavailable silent) {
      lines.add("The mail server does not tell: " + silent.getMessage());
      return false;
    }
  }

  List<DeliveredService> mailboxes(DeliveredService domain) {
    return inventory.of(domain.community()).stream()
        .filter(one -> one.kind() == ServiceKind.MAILBOX)
        .filter(one -> one.host().endsWith("@" + domain.host()))
        .toList();
  }
}
