package org.mcws.desk.ops;

import org.mcws.desk.approval.ApprovalsAtAGlance;
import org.mcws.desk.duty.DutyRota;
import org.mcws.desk.engine.FailedJobs;
import org.mcws.desk.recovery.IncidentsAtAGlance;
import org.mcws.desk.rollout.RolloutsAtAGlance;
import org.mcws.desk.status.ServicesAtAGlance;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** How everything stands now, and what waits for a person. */
@Component
class PresentState {

  /** As many lines as somebody reads; the page says how many more there are. */
  private static final int SHOWN = 10;

  private final IncidentsAtAGlance incidents;
  private final FailedJobs failures;
  private final ApprovalsAtAGlance approvals;
  private final RolloutsAtAGlance rollouts;
  private final ServicesAtAGlance services;
  private final DutyRota duty;

  PresentState(
      IncidentsAtAGlance incidents,
      FailedJobs failures,
      ApprovalsAtAGlance approvals,
      RolloutsAtAGlance rollouts,
      ServicesAtAGlance services,
      DutyRota duty) {
    this.incidents = incidents;
    this.failures = failures;
    this.approvals = approvals;
    this.rollouts = rollouts;
    this.services = services;
    this.duty = duty;
  }

  void tell(Model model) {
    model.addAttribute("incidentCounts", incidents.counts());
    model.addAttribute("incidents", incidents.open(SHOWN));
    model.addAttribute("failureCount", failures.count());
    model.addAttribute("failures", failures.newest(SHOWN));
    var bands = approvals.bands();
    long waiting = bands.stream().mapToLong(ApprovalsAtAGlance.Band::total).sum();
    model.addAttribute("bands", bands);
    model.addAttribute("approvalCount", waiting);
    model.addAttribute("otherApprovals", approvals.countOfOpen() - waiting);
    model.addAttribute("approvals", approvals.oldest(SHOWN));
    model.addAttribute("rolloutCount", rollouts.count());
    model.addAttribute("rollouts", rollouts.newest(SHOWN));
    model.addAttribute("down", services.down());
    model.addAttribute("late", services.lateProbes().orElse(null));
    model.addAttribute("dutyNow", duty.now());
    model.addAttribute("dutyNext", duty.next().orElse(null));
  }
}
