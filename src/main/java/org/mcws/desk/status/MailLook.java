package org.mcws.desk.status;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailExchangeLook;
import org.mcws.desk.platform.mail.MailExchangeLook.Answer;
import org.mcws.desk.platform.mail.MailExchangeLook.Outcome;
import org.mcws.desk.platform.mail.MailHosting;
import org.springframework.stereotype.Component;

/**
 * Looks at a mail domain: whether the mail server has it with its mailboxes and aliases, and
 * whether the mail exchange takes mail for one of them. Sends none.
 */
@Component
class MailLook {

  private static final Set<ServiceKind> ADDRESSES = Set.of(ServiceKind.MAILBOX, ServiceKind.ALIAS);

  private final MailHosting server;
  private final MailExchangeLook exchange;
  private final Inventory inventory;

  MailLook(MailHosting server, MailExchangeLook exchange, Inventory inventory) {
    this.server = server;
    this.exchange = exchange;
    this.inventory = inventory;
  }

  /**
   * @throws PlatformUnavailable if the mail exchange does not answer; that of the server's
   *     administration is no matter
   */
  Sighting look(String community, String domain) {
    List<String> wanted = addresses(community, domain);
    Optional<Sighting> lacking = lacking(domain, wanted);
    if (lacking.isPresent()) {
      return lacking.get();
    }
    // Nobody need have this one, but whoever answers at all answers for it (RFC 5321, 4.5.1).
    String asked = wanted.isEmpty() ? "postmaster@" + domain : wanted.get(0);
    Answer answer = exchange.ask(asked);
    boolean well = wanted.isEmpty() || answer.outcome() == Outcome.TAKEN;
    return well
        ? Sighting.well("The mail exchange takes mail.")
        : Sighting.bad("The mail exchange does not take mail for " + asked + ": " + answer.words());
  }

  private Optional<Sighting> lacking(String domain, List<String> wanted) {
    try {
      if (!server.hasDomain(domain)) {
        return Optional.of(Sighting.bad("The mail server does not know " + domain + "."));
      }
      Set<String> missing = new TreeSet<>(wanted);
      missing.removeAll(new HashSet<>(server.mailboxesOf(domain)));
      missing.removeAll(
          server.aliasesOf(domain).stream()
              .map(MailHosting.Alias::address)
              .collect(Collectors.toSet()));
      return missing.isEmpty()
          ? Optional.empty()
          : Optional.of(Sighting.bad("The mail server lacks " + missing + "."));
    } catch (PlatformUnavailable silent) {
      // Mail comes and goes without its administration.
      return Optional.empty();
    }
  }

  private List<String> addresses(String community, String domain) {
    return inventory.of(community).stream()
        .filter(one -> ADDRESSES.contains(one.kind()))
        .map(DeliveredService::host)
        .filter(address -> address.endsWith("@" + domain))
        .sorted()
        .toList();
  }
}
