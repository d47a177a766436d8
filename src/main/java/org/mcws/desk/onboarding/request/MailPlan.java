package org.mcws.desk.onboarding.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mcws.desk.inventory.ManagedBy;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.onboarding.request.Plan.PlannedAlias;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.onboarding.request.Plan.PlannedMailbox;
import org.mcws.desk.onboarding.request.Plan.PlannedService;

/** The mail side of a plan: mailboxes and aliases find their domains after all were named. */
final class MailPlan {

  private static final String LOCAL_PART = "[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?";
  private static final String TARGET_LOCAL_PART = "(?!\\|)[A-Za-z0-9.!#$%&'*+=?^_{|}~-]{1,64}";
  private static final int LONGEST_ADDRESS = 254;
  // The visitor's check tries them all, in one go that must end well before its job's lock does.
  private static final int MOST_ADDRESSES = 200;
  private static final int DEFAULT_QUOTA_MIB = 1024;

  private final Findings findings;
  private final Consumer<PlannedService> services;
  private final Map<String, PlannedMailDomain> domains = new LinkedHashMap<>();
  private final List<Wanted> mailboxes = new ArrayList<>();
  private final List<Wanted> aliases = new ArrayList<>();

  MailPlan(Findings findings, Consumer<PlannedService> services) {
    this.findings = findings;
    this.services = services;
  }

  void addDomain(String field, HostName domain, ServiceFacts facts) {
    String name = domain.ascii();
    domains.put(name, new PlannedMailDomain(name, new ArrayList<>(), new ArrayList<>()));
    services.accept(
        new PlannedService(
            field,
            ServiceKind.MAIL_DOMAIN,
            "@" + name,
            name,
            null,
            null,
            ManagedBy.OPS,
            null,
            null));
    for (int i = 0; i < facts.mailboxes().size(); i++) {
      MailboxFacts box = facts.mailboxes().get(i);
      if (box != null && box.name() != null) {
        mailboxes.add(
            new Wanted(field + "/mailboxes/" + i, box.name(), name, box.quotaMiB(), List.of()));
      }
    }
    for (int i = 0; i < facts.aliases().size(); i++) {
      AliasFacts alias = facts.aliases().get(i);
      if (alias != null && alias.name() != null && alias.targets() != null) {
        aliases.add(new Wanted(field + "/aliases/" + i, alias.name(), name, 0, alias.targets()));
      }
    }
  }

  void addMailbox(String field, ServiceFacts facts) {
    int quota = facts.quotaMiB() == null ? DEFAULT_QUOTA_MIB : facts.quotaMiB();
    mailboxes.add(new Wanted(field, facts.name(), facts.host(), quota, List.of()));
  }

  void addAlias(String field, ServiceFacts facts) {
    if (facts.targets().isEmpty()) {
      findings.add(field + "/targets", "is missing: say where its mail goes");
      return;
    }
    aliases.add(new Wanted(field, facts.name(), facts.host(), 0, facts.targets()));
  }

  /** Gives every mailbox and alias its domain, once all domains are known. */
  void settle() {
    TreeSet<String> taken = new TreeSet<>();
    TreeSet<String> boxes = new TreeSet<>();
    if (mailboxes.size() + aliases.stream().mapToInt(a -> a.targets().size()).sum()
        > MOST_ADDRESSES) {
      findings.add(
          "/services",
          "ask for at most "
              + MOST_ADDRESSES
              + " mailboxes and targets of aliases in one request; more can follow later");
      return;
    }
    for (Wanted wanted : mailboxes) {
      address(wanted)
          .filter(address -> unique(wanted, address, taken))
          .ifPresent(
              address -> {
                boxes.add(address);
                domainOf(address).mailboxes().add(new PlannedMailbox(address, wanted.quotaMiB()));
                services.accept(service(wanted.field(), ServiceKind.MAILBOX, address));
              });
    }
    for (Wanted wanted : aliases) {
      address(wanted)
          .filter(address -> unique(wanted, address, taken))
          .ifPresent(
              address -> {
                domainOf(address)
                    .aliases()
                    .add(new PlannedAlias(address, targets(wanted, address, boxes)));
                services.accept(service(wanted.field(), ServiceKind.ALIAS, address));
              });
    }
  }

  List<PlannedMailDomain> domains() {
    return List.copyOf(domains.values());
  }

  private Optional<String> address(Wanted wanted) {
    String text = wanted.name().toLowerCase(Locale.ROOT);
    int at = text.lastIndexOf('@');
    String local = at < 0 ? text : text.substring(0, at);
    String domain = at < 0 ? wanted.domain() : text.substring(at + 1);
    if (!local.matches(LOCAL_PART) || local.contains("..")) {
      findings.add(
          wanted.field() + "/name",
          "use letters, digits and . _ - before the @, at most 64, such as info");
      return Optional.empty();
    }
    if (domain == null) {
      findings.add(
          wanted.field() + "/host", "is missing: name the mail domain, or write the whole address");
      return Optional.empty();
    }
    try {
      String ascii = HostName.of(domain).ascii();
      String address = local + "@" + ascii;
      if (address.length() > LONGEST_ADDRESS) {
        findings.add(
            wanted.field() + "/name", "use at most 254 characters with the @ and the domain");
        return Optional.empty();
      }
      if (domains.containsKey(ascii)) {
        return Optional.of(address);
      }
    } catch (IllegalArgumentException e) {
      findings.add(wanted.field() + "/name", e.getMessage());
      return Optional.empty();
    }
    findings.add(
        wanted.field() + "/name",
        "needs a mail domain: ask for the mail-domain " + domain + " in the same request");
    return Optional.empty();
  }

  private boolean unique(Wanted wanted, String address, TreeSet<String> taken) {
    boolean free = taken.add(address);
    if (!free) {
      findings.add(wanted.field() + "/name", address + " is asked for twice: choose another");
    }
    return free;
  }

  private List<String> targets(Wanted wanted, String address, TreeSet<String> boxes) {
    TreeSet<String> targets = new TreeSet<>();
    String domain = address.substring(address.indexOf('@') + 1);
    for (String text : wanted.targets()) {
      String target = target(text.strip().toLowerCase(Locale.ROOT), domain);
      boolean ours = domains.containsKey(target.substring(target.lastIndexOf('@') + 1));
      if (target.isEmpty() || (ours && !boxes.contains(target))) {
        findings.add(
            wanted.field() + "/targets",
            text + " is no mailbox of this request and no mail address elsewhere: correct it");
      } else {
        targets.add(target);
      }
    }
    return List.copyOf(targets);
  }

  /** The address with its domain in A-label form; empty if it is none. */
  private static String target(String text, String home) {
    int at = text.lastIndexOf('@');
    String local = at < 0 ? text : text.substring(0, at);
    try {
      String domain = at < 0 ? home : HostName.of(text.substring(at + 1)).ascii();
      return local.matches(TARGET_LOCAL_PART) ? local + "@" + domain : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private PlannedMailDomain domainOf(String address) {
    return domains.get(address.substring(address.indexOf('@') + 1));
  }

  private static PlannedService service(String field, ServiceKind kind, String name) {
    return new PlannedService(field, kind, name, name, null, null, ManagedBy.OPS, null, null);
  }

  private record Wanted(
      String field, String name, String domain, int quotaMiB, List<String> targets) {}
}
