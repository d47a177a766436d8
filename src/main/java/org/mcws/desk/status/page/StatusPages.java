package org.mcws.desk.status.page;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.status.BoardSettings;
import org.mcws.desk.status.board.ShownCommunity;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.ShownNotices;
import org.mcws.desk.status.board.Snapshot;
import org.mcws.desk.status.board.Snapshots;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages on which everybody reads how the services fare. */
@Controller
@RequestMapping("/status")
class StatusPages {

  private static final int COMMUNITIES = 20;
  private static final int SERVICES_EACH = 10;
  private static final int SERVICES = 100;
  private static final int NAMED = 10;
  private static final int ALL_NAMED = 500;
  private static final int PAST = 10;
  private static final int NOTICES = 50;
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  private final Snapshots snapshots;
  private final ShownNotices notices;
  private final BoardSettings settings;
  private final Clock clock;

  StatusPages(Snapshots snapshots, ShownNotices notices, BoardSettings settings, Clock clock) {
    this.snapshots = snapshots;
    this.notices = notices;
    this.settings = settings;
    this.clock = clock;
  }

  @ModelAttribute("name")
  String name() {
    return settings.pageName();
  }

  @GetMapping
  String overview(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String page,
      Model model,
      HttpServletResponse response) {
    Snapshot now = snapshots.now();
    Search search = new Search(q);
    Slice<ShownCommunity> slice = Slice.of(search.among(now.communities()), page, COMMUNITIES);
    model.addAttribute("overall", now.overall());
    model.addAttribute("at", TimeView.of(now.at()));
    model.addAttribute("incidents", views(now.openIncidents()));
    model.addAttribute("maintenance", views(now.openMaintenance()));
    model.addAttribute("communities", now.communities().size());
    model.addAttribute("slice", slice);
    model.addAttribute("q", search.words());
    model.addAttribute(
        "shown",
        slice.items().stream()
            .map(community -> CommunityView.of(community, SERVICES_EACH, now.at()))
            .toList());
    return shared("status/overview", response);
  }

  @GetMapping("/{slug}")
  String community(
      @PathVariable String slug,
      @RequestParam(defaultValue = "") String page,
      Model model,
      HttpServletResponse response) {
    Snapshot now = snapshots.now();
    ShownCommunity community =
        now.community(slug).orElseThrow(() -> missing("There is no such community."));
    var slice = Slice.of(community.services(), page, SERVICES);
    List<ShownNotice> theirs =
        now.notices().stream().filter(notice -> notice.concerns(slug)).toList();
    model.addAttribute("community", community);
    model.addAttribute("look", ServiceView.look(community.state()));
    model.addAttribute("sign", ServiceView.sign(community.state()));
    model.addAttribute("at", TimeView.of(now.at()));
    model.addAttribute("slice", slice);
    model.addAttribute(
        "services",
        slice.items().stream().map(service -> ServiceView.of(service, now.at())).toList());
    model.addAttribute("open", views(theirs.stream().filter(ShownNotice::isOpen).toList(), slug));
    model.addAttribute(
        "past",
        views(theirs.stream().filter(notice -> !notice.isOpen()).limit(PAST).toList(), slug));
    return shared("status/community", response);
  }

  @GetMapping("/incidents/{id}")
  String incident(@PathVariable String id, Model model, HttpServletResponse response) {
    ShownNotice notice =
        notices.find(id).orElseThrow(() -> missing("There is no such incident or maintenance."));
    model.addAttribute("notice", NoticeView.of(notice, ALL_NAMED));
    return shared("status/incident", response);
  }

  @GetMapping("/history")
  String history(
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String page,
      Model model,
      HttpServletResponse response) {
    YearMonth now = YearMonth.from(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    YearMonth wanted = month.isBlank() ? now : month(month);
    YearMonth first =
        notices
            .first()
            .map(began -> YearMonth.from(LocalDate.ofInstant(began, ZoneOffset.UTC)))
            .orElse(now);
    model.addAttribute("month", MONTH.format(wanted));
    model.addAttribute("before", wanted.isAfter(first) ? wanted.minusMonths(1) : null);
    model.addAttribute("after", wanted.isBefore(now) ? wanted.plusMonths(1) : null);
    Instant from = start(wanted);
    Instant to = start(wanted.plusMonths(1));
    model.addAttribute("of", wanted);
    model.addAttribute(
        "slice",
        Slice.of(
            notices.countBegun(from, to),
            page,
            NOTICES,
            offset -> views(notices.begun(from, to, offset, NOTICES))));
    return shared("status/history", response);
  }

  private static List<NoticeView> views(List<ShownNotice> shown) {
    return shown.stream().map(notice -> NoticeView.of(notice, NAMED)).toList();
  }

  private static List<NoticeView> views(List<ShownNotice> shown, String community) {
    return shown.stream()
        .map(
            notice ->
                NoticeView.of(notice, NAMED, service -> service.community().equals(community)))
        .toList();
  }

  private static String shared(String template, HttpServletResponse response) {
    response.setHeader(HttpHeaders.CACHE_CONTROL, Freshness.HALF_A_MINUTE.getHeaderValue());
    return template;
  }

  private static YearMonth month(String text) {
    if (!text.strip().matches("[12][0-9]{3}-(0[1-9]|1[0-2])")) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "This is no month: give one such as 2027-03.");
    }
    return YearMonth.parse(text.strip());
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static ResponseStatusException missing(String what) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, what);
  }
}
