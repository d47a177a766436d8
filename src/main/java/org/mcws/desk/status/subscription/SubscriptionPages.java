package org.mcws.desk.status.subscription;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.subscription.Subscribers.Subscription;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/**
 * Where people ask for mails, confirm and end them. Mail scanners follow links, so opening one
 * changes nothing. The answer to a wish is the same whatever is known of the address.
 */
@Controller
@RequestMapping("/status/subscriptions")
class SubscriptionPages {

  private static final List<Language> LANGUAGES =
      List.of(
          new Language("en", "English"),
          new Language("de", "Deutsch"),
          new Language("es", "Español"),
          new Language("fr", "Français"));

  private final Subscriptions subscriptions;
  private final Topics topics;
  private final AskLimits limits;
  private final BoardSettings settings;

  SubscriptionPages(
      Subscriptions subscriptions, Topics topics, AskLimits limits, BoardSettings settings) {
    this.subscriptions = subscriptions;
    this.topics = topics;
    this.limits = limits;
    this.settings = settings;
  }

  @ModelAttribute
  void forNobodyElse(Model model, HttpServletResponse response) {
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    model.addAttribute("name", settings.pageName());
  }

  @GetMapping("/new")
  String form(
      @RequestParam(defaultValue = "") String community,
      @RequestParam(defaultValue = "") String service,
      Locale reader,
      Model model) {
    Topic topic = topic(community, service);
    return form(topic, new Wish("", community, service, reader.getLanguage()), model);
  }

  @PostMapping("/new")
  String ask(
      @Valid @ModelAttribute("wish") Wish wish,
      BindingResult found,
      HttpServletRequest request,
      Model model) {
    if (!limits.mayAsk(Client.of(request.getRemoteAddr()))) {
      throw new ResponseStatusException(
          HttpStatus.TOO_MANY_REQUESTS,
          "Too many wishes came from your network. Please try again in an hour.");
    }
    Topic topic = topic(wish.community(), wish.service());
    if (found.hasErrors()) {
      model.addAttribute("problem", "This is no mail address. Please look at it once more.");
      return form(topic, wish, model);
    }
    if (limits.mayBeAsked(wish.email())) {
      subscriptions.ask(wish.email(), topic, Locale.forLanguageTag(wish.language()));
    }
    model.addAttribute("topic", topic);
    model.addAttribute("done", true);
    return "status/subscribe";
  }

  @GetMapping("/confirm/{token}")
  String showWish(@PathVariable String token, Model model) {
    Optional<Subscription> wish = subscriptions.toConfirm(token);
    model.addAttribute("done", wish.filter(Subscription::confirmed).isPresent());
    return confirmation(wish, model);
  }

  @PostMapping("/confirm/{token}")
  String confirm(@PathVariable String token, Model model) {
    Optional<Subscription> confirmed = subscriptions.confirm(token);
    model.addAttribute("done", true);
    return confirmation(confirmed, model);
  }

  @GetMapping("/end/{token}")
  String showEnd(@PathVariable String token, Model model) {
    model.addAttribute(
        "subscriptions",
        subscriptions
            .held(token)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "You have ended these mails, or this link is too old. If mails still come,"
                            + " use the link in the newest one.")));
    return "status/unsubscribe";
  }

  /**
   * Ends the mails, for a person's button and for mail programs (RFC 8058), which have no cookies.
   *
   * @param only the one subscription that is meant; all if it is left out
   */
  @PostMapping("/end/{token}")
  String end(@PathVariable String token, @RequestParam Optional<String> only, Model model) {
    only.ifPresentOrElse(one -> subscriptions.end(token, one), () -> subscriptions.endAll(token));
    model.addAttribute("subscriptions", subscriptions.held(token).orElse(List.of()));
    model.addAttribute("done", true);
    return "status/unsubscribe";
  }

  private static String confirmation(Optional<Subscription> wish, Model model) {
    model.addAttribute(
        "subscription",
        wish.orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "This link is not valid any more: it lasts for seven days. Ask for the mails"
                        + " once more on the status page.")));
    return "status/confirm";
  }

  private static String form(Topic topic, Wish wish, Model model) {
    model.addAttribute("topic", topic);
    model.addAttribute("wish", wish);
    model.addAttribute("languages", LANGUAGES);
    return "status/subscribe";
  }

  private Topic topic(String community, String service) {
    return topics
        .find(community, service)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND, "There is no such community or service."));
  }

  /** What somebody has put into the form. */
  record Wish(
      @NotBlank @Email @Size(max = 254) String email,
      String community,
      String service,
      String language) {

    Wish {
      email = email == null ? "" : email.strip();
      community = community == null ? "" : community;
      service = service == null ? "" : service;
      language = Language.nearest(language).code();
    }
  }

  /**
   * A language in which the mails are written.
   *
   * @param name as its speakers call it
   */
  record Language(String code, String name) {

    private static Language nearest(String wanted) {
      return LANGUAGES.stream()
          .filter(language -> language.code().equals(wanted))
          .findFirst()
          .orElse(LANGUAGES.get(0));
    }
  }
}
