package org.mcws.desk.duty;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.mcws.desk.duty.ics.NoCalendar;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Reads the calendar again and again. In a cluster one desk does so: whoever begins moves the time
 * of the next reading on first, and if it dies meanwhile that reading is left out. No transaction
 * is open while the calendar's server is waited for.
 */
@Component
class FeedRefresh {

  private static final Logger log = LoggerFactory.getLogger(FeedRefresh.class);

  private final DutySettings settings;
  private final FeedSource source;
  private final FeedCopy copy;

  FeedRefresh(DutySettings settings, FeedSource source, FeedCopy copy) {
    this.settings = settings;
    this.source = source;
    this.copy = copy;
  }

  /** Reads the calendar, if there is one and it is due. */
  @Scheduled(fixedDelayString = "${desk.duty.refresh-every:PT15M}")
  void refresh() {
    settings.feed().ifPresent(this::read);
  }

  private void read(URI url) {
    copy.take(hash(url), settings.refreshEvery()).ifPresent(known -> read(url, known));
  }

  private void read(URI url, Feed known) {
    try {
      copy.keep(source.fetch(url, known));
    } catch (FeedFailure failure) {
      note(failure.getMessage());
    } catch (NoCalendar failure) {
      note("What " + url.getHost() + " gave " + failure.getMessage() + ".");
    }
  }

  private void note(String why) {
    log.warn("The calendar of duty could not be read, and the last good copy stays: {}", why);
    try {
      copy.keepWithout(why);
    } catch (NoCalendar e) {
      throw new IllegalStateException("The kept calendar can't be read any more", e);
    }
  }

  private static String hash(URI url) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(url.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
