package org.mcws.desk.status.page;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.mcws.desk.status.board.Snapshots;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What feed readers and calendars subscribe to. */
@RestController
@Tag(name = "Status page")
@SecurityRequirements
class StatusFeeds {

  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");

  private final Snapshots snapshots;
  private final AtomFeed feed;
  private final NoticeCalendar calendar;

  StatusFeeds(Snapshots snapshots, AtomFeed feed, NoticeCalendar calendar) {
    this.snapshots = snapshots;
    this.feed = feed;
    this.calendar = calendar;
  }

  @Operation(summary = "The last updates of incidents and planned maintenance, as Atom feed")
  @GetMapping("/status.atom")
  ResponseEntity<byte[]> atom() {
    return answer(MediaType.APPLICATION_ATOM_XML, feed.write(snapshots.now()));
  }

  @Operation(summary = "Planned maintenance and incidents, as iCalendar")
  @GetMapping("/status.ics")
  ResponseEntity<byte[]> calendar() {
    return answer(CALENDAR, calendar.write(snapshots.now()));
  }

  private static ResponseEntity<byte[]> answer(MediaType type, byte[] body) {
    return ResponseEntity.ok().contentType(type).cacheControl(Freshness.HALF_A_MINUTE).body(body);
  }
}
