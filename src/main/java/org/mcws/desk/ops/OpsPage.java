package org.mcws.desk.ops;

import java.time.Clock;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Everything at a glance, for Community Ops; the security chain lets nobody else in. */
@Controller
class OpsPage {

  private final PresentState present;
  private final Trends trends;
  private final Clock clock;

  OpsPage(PresentState present, Trends trends, Clock clock) {
    this.present = present;
    this.trends = trends;
    this.clock = clock;
  }

  @GetMapping("/ops")
  @Transactional(readOnly = true)
  public String show(Model model) {
    model.addAttribute("words", new Readable(clock.instant()));
    present.tell(model);
    model.addAttribute("quarter", trends.lastQuarter());
    return "ops/overview";
  }
}
