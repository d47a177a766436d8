package org.mcws.desk.onboarding;

import java.util.Optional;
import org.mcws.desk.community.Communities;
import org.mcws.desk.community.Community;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.PatientTransaction;
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

/**
 * The page behind the link that asks a person to be an owner. Looking at it changes nothing, since
 * mail scanners follow links; the answer is a POST with a choice that is not made in advance.
 */
@Controller
@RequestMapping("/links/ownership/{token}")
class OwnershipPage {

  private final PersonalLinks links;
  private final OwnerLists ownerLists;
  private final Communities communities;
  private final OnboardingProcess process;
  private final PatientTransaction transaction;

  OwnershipPage(
      PersonalLinks links,
      OwnerLists ownerLists,
      Communities communities,
      OnboardingProcess process,
      PatientTransaction transaction) {
    this.links = links;
    this.ownerLists = ownerLists;
    this.communities = communities;
    this.process = process;
    this.transaction = transaction;
  }

  @GetMapping
  @Transactional(readOnly = true)
  public String ask(@PathVariable String token, Model model) {
    return page(link(token), model);
  }

  @PostMapping
  public String answer(
      @PathVariable String token, @RequestParam Optional<String> willing, Model model) {
    return transaction.get(() -> answer(token, willing.orElse(""), model));
  }

  private String answer(String token, String choice, Model model) {
    PersonalLink link = link(token);
    if (!choice.equals("yes") && !choice.equals("no")) {
      model.addAttribute("problem", "Choose one of the two answers, then send it.");
      return page(link, model);
    }
    if (process.confirmOwnership(link.subject(), link.person(), choice.equals("yes"))) {
      links.use(token);
    }
    return page(link, model);
  }

  private String page(PersonalLink link, Model model) {
    Owner owner =
        ownerLists.named(link.subject()).stream()
            .filter(o -> o.email().equals(link.person()))
            .findFirst()
            .orElseThrow(OwnershipPage::gone);
    Community community = communities.findById(link.subject()).orElseThrow(OwnershipPage::gone);
    model.addAttribute("owner", owner);
    model.addAttribute("community", community);
    model.addAttribute("open", process.asks(community.slug(), owner.email()));
    return "onboarding/ownership";
  }

  private PersonalLink link(String token) {
    return links.find(token, Purpose.CONFIRM_OWNERSHIP).orElseThrow(OwnershipPage::gone);
  }

  private static ResponseStatusException gone() {
    return new ResponseStatusException(
        HttpStatus.NOT_FOUND,
        "This link is not valid any more. If you still want to answer, ask Community Ops.");
  }
}
