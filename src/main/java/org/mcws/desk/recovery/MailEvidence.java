package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
      for (DeliveredService box : addresses(service, ServiceKind.MAILBOX)) {
        if (!mail.hasMailbox(box.host())) {
          missing.add(box.host());
        }
      }
      Set<String> aliases =
          missing.contains(service.host())
              ? Set.of()
              : mail.aliasesOf(service.host()).stream()
                  .map(MailHosting.Alias::address)
                  .collect(Collectors.toSet());
      addresses(service, ServiceKind.ALIAS).stream()
          .map(DeliveredService::host)
          .filter(alias -> !aliases.contains(alias))
          .forEach(missing::add);
      lines.add(
          missing.isEmpty()
              ? "The mail server has the domain, its mailboxes and its aliases."
              : "The mail server lacks " + missing + ".");
      return !missing.isEmpty();
    } catch (PlatformUnavailable silent) {
      lines.add("The mail server does not tell: " + silent.getMessage());
      return false;
    }
  }

  private List<DeliveredService> addresses(DeliveredService domain, ServiceKind kind) {
    return inventory.of(domain.community()).stream()
        .filter(one -> one.kind() == kind)
        .filter(one -> one.host().endsWith("@" + domain.host()))
        .toList();
  }
}
