package org.mcws.desk.onboarding;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.mcws.desk.notification.NotificationSettings;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedAlias;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.onboarding.request.Plan.PlannedMailbox;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailLogin;
import org.mcws.desk.platform.mail.MailProbe;
import org.mcws.desk.platform.mail.MailSettings;
import org.mcws.desk.platform.mail.ProbeResult;
import org.mcws.desk.status.SiteProbe;
import org.springframework.stereotype.Component;

/**
 * Tries everything from outside, as a visitor would: looks names up at the authoritative server,
 * fetches pages by their names, and sends mail to every address and finds it in its mailbox.
 */
@Component
class VisitorCheck {

  private final AuthoritativeLookup names;
  private final SiteProbe sites;
  private final MailHosting mail;
  private final MailProbe probe;
  private final MailSettings mailSettings;
  private final NotificationSettings sender;

  VisitorCheck(
      AuthoritativeLookup names,
      SiteProbe sites,
      MailHosting mail,
      MailProbe probe,
      MailSettings mailSettings,
      NotificationSettings sender) {
    this.names = names;
    this.sites = sites;
    this.mail = mail;
    this.probe = probe;
    this.mailSettings = mailSettings;
    this.sender = sender;
  }

  /**
   * @param mailboxesInUse whether the owners may have set the mailboxes' passwords: then they are
   *     not opened any more, and only what the mail server says of them is looked at
   */
  List<Result> check(Plan plan, boolean mailboxesInUse) {
    List<Result> results = new ArrayList<>();
    plan.apps().stream()
        .flatMap(app -> app.hostNames().stream())
        .forEach(host -> results.add(tried("site " + host, () -> site(host))));
    for (PlannedMailDomain domain : plan.mailDomains()) {
      results.add(tried("mail domain " + domain.domain(), () -> exchange(domain.domain())));
      results.addAll(mailboxes(domain, mailboxesInUse));
    }
    return results;
  }

  /** Stops at the first that fails: each of the others would be waited for as long. */
  private List<Result> mailboxes(PlannedMailDomain domain, boolean inUse) {
    List<Result> results = new ArrayList<>();
    for (PlannedMailbox box : domain.mailboxes()) {
      Result result =
          tried(
              "mailbox " + box.address(),
              () -> inUse ? listed(box.address()) : opened(box, domain.aliases()));
      results.add(result);
      if (!result.reached()) {
        break;
      }
    }
    return results;
  }

  private Seen site(String host) {
    SiteProbe.Seen seen = sites.probe(host);
    return new Seen(seen.reached(), seen.evidence());
  }

  private Seen exchange(String domain) {
    List<String> answer = names.lookup(domain, "MX");
    return new Seen(
        answer.size() == 1 && answer.get(0).endsWith(" " + mailSettings.exchange() + "."),
        "The name server answers " + answer + " for " + domain + " MX.");
  }

  /** Sends mail to the mailbox and its aliases; the password is known to nobody before or after. */
  private Seen opened(PlannedMailbox box, List<PlannedAlias> aliases) {
    MailLogin login = new MailLogin(box.address(), MailLogin.randomPassword());
    mail.setPassword(box.address(), login.password());
    try {
      List<String> addresses = new ArrayList<>(List.of(box.address()));
      aliases.stream()
          .filter(alias -> alias.targets().contains(box.address()))
          .map(PlannedAlias::address)
          .forEach(addresses::add);
      StringBuilder evidence = new StringBuilder();
      for (String address : addresses) {
        ProbeResult result = probe.send(sender.from(), address, login);
        evidence.append(result.detail()).append(' ');
        if (result.outcome() != ProbeResult.Outcome.FOUND) {
          return new Seen(false, evidence.toString().strip());
        }
      }
      return new Seen(true, evidence.toString().strip());
    } finally {
      mail.setPassword(box.address(), MailLogin.randomPassword());
    }
  }

  private Seen listed(String address) {
    boolean there = mail.hasMailbox(address);
    return new Seen(
        there, "The mail server " + (there ? "has " : "does not have ") + address + ".");
  }

  private static Result tried(String what, Supplier<Seen> attempt) {
    try {
      Seen seen = attempt.get();
      return new Result(what, seen.reached(), seen.evidence());
    } catch (PlatformUnavailable | PlatformRefusal e) {
      return new Result(what, false, e.getMessage());
    }
  }

  private record Seen(boolean reached, String evidence) {}

  /**
   * @param what what was tried
   * @param reached whether it worked
   * @param evidence what was seen, for people
   */
  record Result(String what, boolean reached, String evidence) {}
}
