package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.mail.MailHosting;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where an owner gives the community's mailboxes their passwords; the desk keeps none of them. */
@Controller
@RequestMapping("/links/mailboxes/{token}")
class MailboxPage {

  private static final int SHORTEST_PASSWORD = 10;
  private static final int LONGEST_PASSWORD = 100;

  private final PersonalLinks links;
  private final Inventory inventory;
  private final MailHosting mail;
  private final AuditTrail audit;

  MailboxPage(PersonalLinks links, Inventory inventory, MailHosting mail, AuditTrail audit) {
    this.links = links;
    this.inventory = inventory;
    this.mail = mail;
    this.audit = audit;
  }

  @GetMapping
  @Transactional(readOnly = true)
  public String show(@PathVariable String token, Model model) {
    model.addAttribute("mailboxes", mailboxes(link(token)));
    return "onboarding/mailboxes";
  }

  @PostMapping
  @Transactional
  public String set(
      @PathVariable String token,
      @RequestParam Optional<String> mailbox,
      @RequestParam Optional<String> password,
      Model model) {
    PersonalLink link = link(token);
    List<String> mailboxes = mailboxes(link);
    model.addAttribute("mailboxes", mailboxes);
    String chosen = mailbox.filter(mailboxes::contains).orElse(null);
    int length = password.map(String::length).orElse(0);
    if (chosen == null) {
      model.addAttribute("problem", "Choose one of the mailboxes.");
    } else if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
      model.addAttribute("problem", "Choose a password of 10 to 100 characters.");
    } else {
      mail.setPassword(chosen, password.orElseThrow());
      audit.record(
          link.person(),
          Channel.LINK,
          "mailbox password set",
          "community/" + link.subject(),
          chosen);
      model.addAttribute("done", chosen);
    }
    return "onboarding/mailboxes";
  }

  private List<String> mailboxes(PersonalLink link) {
    return inventory.of(link.subject()).stream()
        .filter(service -> service.kind() == ServiceKind.MAILBOX)
        .map(DeliveredService::host)
        .toList();
  }

  private PersonalLink link(String token) {
    return links
        .find(token, Purpose.SET_MAILBOX_PASSWORD)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link is not valid any more. Ask Community Ops for a new one."));
  }
}
