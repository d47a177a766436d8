package org.mcws.desk.sandbox;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.mcws.desk.sandbox.mail.OutsideMail;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows what the desk wrote to people outside, so that a newcomer can follow the links. */
@Controller
@Profile("sandbox")
class MailPage {

  private final Sandbox sandbox;

  MailPage(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @GetMapping("/sandbox/mails")
  String show(Model model) {
    model.addAttribute("mails", sandbox.mails().stream().map(ShownMail::of).toList());
    return "sandbox/mails";
  }

  record ShownMail(String recipient, String subject, List<MailText> text, Instant received) {

    static ShownMail of(OutsideMail mail) {
      return new ShownMail(
          mail.recipient(),
          mail.subject(),
          MailText.of(mail.text()),
          mail.received().truncatedTo(ChronoUnit.SECONDS));
    }
  }
}
