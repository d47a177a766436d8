package org.mcws.desk.web;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that tells a newcomer where to go. */
@Controller
class PortalPage {

  private final boolean sandbox;

  PortalPage(Environment environment) {
    this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
  }

  @GetMapping("/")
  String show(Model model) {
    model.addAttribute("sandbox", sandbox);
    return "web/portal";
  }
}
