package org.mcws.desk.approval;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.community.PersonalLink;
import org.mcws.desk.community.PersonalLink.Purpose;
import org.mcws.desk.community.PersonalLinks;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * The page behind the link in a mail that asks an owner. Mail scanners follow links and send forms,
 * so looking at it changes nothing, and an answer needs a choice that is not made in advance and
 * the short code that stands in the mail and nowhere else.
 */
@Controller
@RequestMapping("/links/approval/{token}")
class ApprovalPage {

  private static final String UNDO = "undo";
  private static final String SUBJECT = "approval/";

  private final PersonalLinks links;
  private final OwnersWord owners;
  private final ApprovalSheet sheet;

  ApprovalPage(PersonalLinks links, OwnersWord owners, ApprovalSheet sheet) {
    this.links = links;
    this.owners = owners;
    this.sheet = sheet;
  }

  @ModelAttribute
  void forNobodyElse(HttpServletResponse response) {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
  }

  @GetMapping
  @Transactional(readOnly = true)
  public String show(@PathVariable String token, Model model) {
    return page(link(token), Filled.EMPTY, model);
  }

  @PostMapping
  String answer(
      @PathVariable String token,
      @RequestParam Optional<String> answer,
      @RequestParam Optional<String> reason,
      @RequestParam Optional<String> until,
      @RequestParam Optional<List<String>> exceptFor,
      @RequestParam Optional<String> exceptAnswer,
      @RequestParam Optional<String> code,
      Model model) {
    PersonalLink link = link(token);
    Filled filled =
        new Filled(
            answer.orElse(""),
            reason.orElse(""),
            until.orElse(""),
            exceptFor.orElse(List.of()),
            exceptAnswer.orElse(""));
    String problem = tryCode(token, filled, code.orElse("").strip());
    if (problem != null) {
      model.addAttribute("problem", words(link).say(problem));
      return page(link, filled, model);
    }
    try {
      Effect effect = take(link, filled);
      model.addAttribute("done", words(link).say("done." + effect));
      return page(link, Filled.EMPTY, model);
    } catch (RefusedAnswer refused) {
      model.addAttribute("problem", refused.in(words(link)));
    } catch (ResponseStatusException
        | OptimisticLockingException
        | PessimisticLockingFailureException overtaken) {
      model.addAttribute("problem", words(link).say("page.changed"));
    } catch (AuthorizationException removed) {
      model.addAttribute("problem", words(link).say("page.removed"));
    } catch (InvalidInput invalid) {
      model.addAttribute("problem", invalid.getMessage());
    }
    return page(link, filled, model);
  }

  /** The name of the sentence that says why nothing is done; null if the code is right. */
  private String tryCode(String token, Filled filled, String code) {
    if (filled.answer().isEmpty()) {
      return "page.noChoice";
    }
    if (code.isEmpty()) {
      return "page.noCode";
    }
    return switch (links.tryCode(token, code)) {
      case RIGHT -> null;
      case WRONG -> "page.wrongCode";
      case CLOSED -> "page.closed";
    };
  }

  private Effect take(PersonalLink link, Filled filled) {
    Voter voter = new Voter(link.person(), Channel.LINK);
    UUID id = approval(link);
    return filled.answer().equals(UNDO)
        ? owners.undo(id, voter)
        : owners.give(id, voter, filled.read());
  }

  private String page(PersonalLink link, Filled filled, Model model) {
    sheet.fill(model, approval(link), link.person());
    model.addAttribute("filled", filled);
    return "approval/answer";
  }

  private Words words(PersonalLink link) {
    return sheet.words(approval(link), link.person());
  }

  private PersonalLink link(String token) {
    return links
        .find(token, Purpose.ANSWER_APPROVAL)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link is not valid any more. Look into Tasklist, or ask Community Ops."));
  }

  private static UUID approval(PersonalLink link) {
    return UUID.fromString(link.subject().substring(SUBJECT.length()));
  }

  /** What stands in the form; shown again if it cannot be taken. */
  record Filled(
      String answer, String reason, String until, List<String> exceptFor, String exceptAnswer) {

    static final Filled EMPTY = new Filled("", "", "", List.of(), "");

    GivenAnswer read() {
      return new GivenAnswer(
          Choice.of(answer)
              .orElseThrow(() -> new RefusedAnswer("/answer", "flaw.unknownChoice", "")),
          reason,
          date(),
          Set.copyOf(exceptFor),
          Choice.of(exceptAnswer));
    }

    private LocalDate date() {
      try {
        return until.isBlank() ? null : LocalDate.parse(until.strip());
      } catch (DateTimeParseException e) {
        throw new RefusedAnswer("/until", "flaw.date", LocalDate.now(ZoneId.of("UTC")).toString());
      }
    }
  }
}
