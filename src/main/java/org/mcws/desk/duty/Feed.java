package org.mcws.desk.duty;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** The calendar that is read, as it was when it could be read last. */
@Entity
@Table(name = "duty_feed")
class Feed {

  /** There is one. */
  static final int ID = 1;

  private static final int LONGEST_ETAG = 1000;
  private static final int LONGEST_DATE = 100;
  private static final int LONGEST_FAILURE = 500;

  @Id private Integer id;
  private String source;
  private String etag;
  private String lastModified;
  private byte[] body;
  private Instant dueAt;
  private Instant readAt;
  private Instant changedAt;
  private Instant toldUntil;
  private String failure;

  protected Feed() {}

  /** By what its server tells whether it has changed, or null. */
  String etag() {
    return etag;
  }

  /** When it was changed, as its server writes it, or null. */
  String lastModified() {
    return lastModified;
  }

  /** The file; null if there was never a good one. */
  byte[] body() {
    return body;
  }

  /** Whether what is known of the time to come ends before this moment. */
  boolean isToldUntil(Instant moment) {
    return toldUntil != null && !toldUntil.isBefore(moment);
  }

  void changed(FeedAnswer answer, Instant now) {
    body = answer.body();
    etag = fitting(answer.etag(), LONGEST_ETAG);
    lastModified = fitting(answer.lastModified(), LONGEST_DATE);
    changedAt = now;
    unchanged(now);
  }

  void unchanged(Instant now) {
    readAt = now;
    failure = null;
  }

  void failed(String why) {
    failure = why.length() > LONGEST_FAILURE ? why.substring(0, LONGEST_FAILURE) : why;
  }

  void toldUntil(Instant moment) {
    toldUntil = moment;
  }

  private static String fitting(String value, int longest) {
    return value == null || value.length() > longest ? null : value;
  }
}
