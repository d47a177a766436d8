package org.mcws.desk.status.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.mcws.desk.status.Impact;
import org.mcws.desk.status.board.NoticeKind;
import org.mcws.desk.status.board.ServiceName;
import org.mcws.desk.status.board.ShownNotice;
import org.mcws.desk.status.board.ShownUpdate;

/**
 * An incident or a planned maintenance on a page.
 *
 * @param what what it means for the services, in words; null if it is over, or if that is not known
 *     of a maintenance
 * @param level how bad it is, or that it is planned, as the style sheet names it
 * @param until when a maintenance is planned to end; null for an incident
 * @param ended when it ended; null while it is open
 * @param services some of the services that are affected
 * @param more how many more there are
 */
record NoticeView(
    String id,
    boolean incident,
    boolean open,
    String title,
    String what,
    String level,
    String stage,
    TimeView began,
    TimeView until,
    TimeView ended,
    List<UpdateView> updates,
    List<ServiceName> services,
    int more) {

  static NoticeView of(ShownNotice notice, int most) {
    return of(notice, most, service -> true);
  }

  /**
   * @param most how many services are named
   * @param named which of them
   */
  static NoticeView of(ShownNotice notice, int most, Predicate<ServiceName> named) {
    List<ServiceName> services = notice.services().stream().filter(named).toList();
    return new NoticeView(
        notice.id(),
        notice.isIncident(),
        notice.isOpen(),
        notice.title(),
        notice.isOpen() ? what(notice.kind(), notice.impact()).orElse(null) : null,
        notice.isIncident() ? notice.impact().name().toLowerCase(Locale.ROOT) : "planned",
        notice.stage().words(),
        TimeView.of(notice.beganAt()),
        notice.until().map(TimeView::of).orElse(null),
        notice.endedAt().map(TimeView::of).orElse(null),
        notice.updates().stream().map(UpdateView::of).toList(),
        services.stream().limit(most).toList(),
        Math.max(0, services.size() - most));
  }

  private static Optional<String> what(NoticeKind kind, Impact impact) {
    boolean now = kind == NoticeKind.INCIDENT;
    return Optional.ofNullable(
        switch (impact) {
          case NONE -> now ? "Visitors notice nothing" : null;
          case MINOR -> now ? "Works badly" : "May work badly";
          case MAJOR -> now ? "Works in part" : "Will work in part";
          case CRITICAL -> now ? "Out of order" : "Will be out of order";
        });
  }

  /**
   * @param stage how far it was, in words
   */
  record UpdateView(String stage, String words, TimeView at) {

    static UpdateView of(ShownUpdate update) {
      return new UpdateView(
          update.stage().words(), update.words(), TimeView.of(update.writtenAt()));
    }
  }
}
