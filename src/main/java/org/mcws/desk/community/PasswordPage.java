package org.mcws.desk.community;

import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Where a person chooses the password of a new account; the link works once. */
@Controller
@RequestMapping("/links/password/{token}")
class PasswordPage {

  private final PersonalLinks links;
  private final People people;
  private final AuditTrail audit;

  PasswordPage(PersonalLinks links, People people, AuditTrail audit) {
    this.links = links;
    this.people = people;
    this.audit = audit;
  }

  @GetMapping
  @Transactional(readOnly = true)
  public String ask(@PathVariable String token, Model model) {
    model.addAttribute("account", link(token).person());
    return "community/password";
  }

  @PostMapping
  @Transactional
  public String set(
      @PathVariable String token, @RequestParam Optional<String> password, Model model) {
    PersonalLink link = link(token);
    model.addAttribute("account", link.person());
    try {
      people.setPassword(link.person(), password.orElse(""));
    } catch (InvalidInput refused) {
      // Nothing was changed; without this the commit would fail and hide the reason.
      TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
      model.addAttribute("problem", refused.getMessage());
      return "community/password";
    }
    links.use(token);
    audit.record(link.person(), Channel.LINK, "password set", "account/" + link.person(), null);
    model.addAttribute("done", true);
    return "community/password";
  }

  private PersonalLink link(String token) {
    return links
        .find(token, Purpose.SET_PASSWORD)
        .filter(link -> !link.used())
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link was used or is not valid any more. Ask Community Ops for a new"
                        + " one."));
  }
}
