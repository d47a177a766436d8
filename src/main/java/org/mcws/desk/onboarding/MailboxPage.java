package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger LOG = LoggerFactory.getLogger(MailboxPage.class);

  private final PersonalLinks links;
  private final OwnerLists ownerLists;
  private final Inventory inventory;
  private final MailHosting mail;
  private final AuditTrail audit;

  MailboxPage(
      PersonalLinks links,
      OwnerLists ownerLists,
      Inventory inventory,
      MailHosting mail,
      AuditTrail audit) {
    this.links = links;
    this.ownerLists = ownerLists;
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
      set(link, chosen, password.orElseThrow(), model);
    }
    return "onboarding/mailboxes";
  }

  private void set(PersonalLink link, String mailbox, String password, Model model) {
    try {
      mail.setPassword(mailbox, password);
    } catch (PlatformUnavailable | PlatformRefusal e) {
      LOG.warn("The password of {} was not set: {}", mailbox, e.getMessage());
      model.addAttribute(
          "problem",
          "The mail server did not take the password. Try again in some minutes; if it does not"
              + " work then, ask Community Ops.");
      return;
    }
    audit.record(
        link.person(),
        Channel.LINK,
        "mailbox password set",
        "community/" + link.subject(),
        mailbox);
    model.addAttribute("done", mailbox);
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
        .filter(this::isFromOwner)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link is not valid any more. Ask Community Ops for a new one."));
  }

  /** Who is an owner no more keeps the mail with the link, but not its power. */
  private boolean isFromOwner(PersonalLink link) {
    return ownerLists.confirmed(link.subject()).stream()
        .anyMatch(owner -> owner.email().equals(link.person()));
  }
}
