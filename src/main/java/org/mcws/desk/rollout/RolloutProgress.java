package org.mcws.desk.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.RolloutReports.Awaited;
import org.mcws.desk.rollout.RolloutReports.Reported;
import org.mcws.desk.rollout.RolloutView.CommunityReport;
import org.mcws.desk.rollout.RolloutView.RingView;
import org.mcws.desk.rollout.RolloutView.ServiceView;
import org.mcws.desk.rollout.RolloutView.Waiting;
import org.mcws.desk.web.Paged;
import org.springframework.data.domain.Pageable;
import org.springframework.stereotype.Component;

/** Tells where a rollout stands. */
@Component
class RolloutProgress {

  private static final String OPS = "ops";
  private static final int SHOWN = 20;

  private final RolloutReports reports;
  private final AffectedServices services;
  private final Rings rings;

  RolloutProgress(RolloutReports reports, AffectedServices services, Rings rings) {
    this.reports = reports;
    this.services = services;
    this.rings = rings;
  }

  /**
   * A rollout at a glance.
   *
   * @param communities of which communities; null for all
   */
  RolloutView of(Rollout rollout, String[] communities) {
    return view(rollout, communities, null, null);
  }

  /** A rollout with its rings, and a page of the report. */
  RolloutView inDetail(Rollout rollout, String[] communities, Pageable page) {
    List<RingView> ringViews =
        rings.of(rollout.id()).stream()
            .map(
                ring ->
                    new RingView(
                        ring.ring(),
                        ring.services(),
                        ring.openedAt(),
                        ring.passedAt(),
                        // It names whatever was looked at, also of other communities.
                        communities == null ? ring.evidence() : ""))
            .toList();
    return view(rollout, communities, ringViews, report(rollout, communities, page));
  }

  private RolloutView view(
      Rollout rollout,
      String[] communities,
      List<RingView> ringViews,
      Paged<CommunityReport> report) {
    Map<State, Long> counts = reports.counts(rollout.id(), communities);
    Map<String, Long> labelled = new LinkedHashMap<>();
    counts.forEach((state, count) -> labelled.put(state.label(), count));
    return new RolloutView(
        rollout.id(),
        rollout.processInstanceId(),
        rollout.advisory(),
        rollout.title(),
        rollout.state().label(),
        communities == null || rollout.state() != Rollout.State.HALTED
            ? rollout.note()
            : "Community Ops look into it.",
        rollout.riskClass(),
        rollout.exploited(),
        rollout.ring(),
        rollout.rings(),
        labelled,
        waiting(rollout, communities, counts),
        ringViews,
        report,
        rollout.startedBy(),
        rollout.createdAt(),
        rollout.endedAt());
  }

  private Paged<CommunityReport> report(Rollout rollout, String[] communities, Pageable page) {
    List<Reported> shown =
        reports.communities(rollout.id(), communities, (int) page.getOffset(), page.getPageSize());
    Map<String, List<ServiceView>> byCommunity =
        services
            .of(rollout.id(), shown.stream().map(Reported::community).toArray(String[]::new))
            .stream()
            .map(ServiceView::of)
            .collect(Collectors.groupingBy(ServiceView::community));
    return new Paged<>(
        shown.stream()
            .map(
                reported ->
                    new CommunityReport(
                        reported.community(),
                        reported.reportedAt(),
                        byCommunity.getOrDefault(reported.community(), List.of())))
            .toList(),
        page.getPageNumber(),
        page.getPageSize(),
        reports.countCommunities(rollout.id(), communities));
  }

  private List<Waiting> waiting(Rollout rollout, String[] communities, Map<State, Long> counts) {
    List<Waiting> waiting = new ArrayList<>();
    if (rollout.state() == Rollout.State.HALTED) {
      waiting.add(
          new Waiting(
              OPS, "Decide about the halted rollout", counts.getOrDefault(State.CLEARED, 0L)));
    }
    forOps(waiting, counts, State.UNFIXED, "Decide without a fix");
    forOps(waiting, counts, State.PAUSED, "Settle answers that contradict each other");
    forOps(waiting, counts, State.ROLLED_BACK, "Look at updates that failed");
    forOps(waiting, counts, State.BROKEN, "Repair what is broken");
    long shown = 0;
    for (Awaited awaited : reports.awaited(rollout.id(), communities, SHOWN)) {
      waiting.add(new Waiting(awaited.community(), "Answer go or no-go", awaited.services()));
      shown += awaited.services();
    }
    long all = counts.getOrDefault(State.WAITING, 0L);
    if (all > shown) {
      waiting.add(new Waiting("", "Answer go or no-go", all - shown));
    }
    return waiting;
  }

  private static void forOps(
      List<Waiting> waiting, Map<State, Long> counts, State state, String what) {
    long count = counts.getOrDefault(state, 0L);
    if (count > 0) {
      waiting.add(new Waiting(OPS, what, count));
    }
  }
}
