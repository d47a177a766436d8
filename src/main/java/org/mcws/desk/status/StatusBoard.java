package org.mcws.desk.status;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mcws.desk.engine.Pace;
import org.mcws.desk.status.board.KeptNotice;
import org.mcws.desk.status.board.NoticeKind;
import org.mcws.desk.status.board.Notices;
import org.mcws.desk.status.board.PublicText;
import org.mcws.desk.status.board.PublicTime;
import org.mcws.desk.status.board.Stage;
import org.mcws.desk.status.subscription.News;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The board on which the public reads of incidents and planned maintenance. Every method may be
 * repeated and takes part in the caller's transaction. What is said about a notice that is not
 * there is not taken: its draft may have been withdrawn meanwhile.
 *
 * <p>A notice is shown once it is published and as long as one of its services is public. Whoever
 * subscribed to one of these is written to later, in transactions of their own.
 */
@Service
@Transactional
public class StatusBoard {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

  private final Notices notices;
  private final News news;
  private final BoardSettings settings;
  private final Pace pace;
  private final Clock clock;

  StatusBoard(Notices notices, News news, BoardSettings settings, Pace pace, Clock clock) {
    this.notices = notices;
    this.news = news;
    this.settings = settings;
    this.pace = pace;
    this.clock = clock;
  }

  /**
   * Makes or renews a draft that nobody outside sees. It is published by {@link #publish}, or by
   * itself after {@code desk.status.publish-after}. What has been published stays as it is, and so
   * does a title that Ops have changed.
   *
   * @param incident the incident's id: up to 64 letters, digits and {@code . _ : -}; it is part of
   *     the page's address
   * @throws IllegalArgumentException if the id is none
   */
  public void draft(String incident, Notice notice) {
    Instant now = clock.instant();
    Instant publishAt = now.plus(pace.of(settings.publishAfter()));
    if (!notices.enter(
        checked(incident),
        NoticeKind.INCIDENT,
        notice,
        Stage.INVESTIGATING,
        notice.beganAt(),
        null,
        publishAt,
        now)) {
      KeptNotice kept = notices.lock(incident).orElse(null);
      if (kept == null || kept.isPublished()) {
        return;
      }
      String title = kept.wordedBy().isPresent() ? kept.title() : notice.title();
      notices.renew(incident, title, notice.impact(), notice.beganAt(), null, now);
    }
    notices.affect(incident, notice.services(), now);
  }

  /** Shows a draft to the public. */
  public void publish(String incident) {
    locked(incident, NoticeKind.INCIDENT)
        .filter(kept -> !kept.isPublished())
        .ifPresent(
            kept -> {
              Instant now = clock.instant();
              notices.publish(incident, now);
              String words = notices.last(incident).map(Notices.LastUpdate::words).orElse("");
              news.add(
                  incident,
                  kept.isEnded() ? News.Template.RESOLVED : News.Template.OPENED,
                  kept.stage(),
                  words,
                  now);
            });
  }

  /** Whether the public has been told; also after the incident has ended. */
  @Transactional(readOnly = true)
  public boolean isPublished(String incident) {
    return notices.find(incident).filter(KeptNotice::isPublished).isPresent();
  }

  /**
   * Adds an update to a draft or to what is published. The same phase and words as those of the
   * last one are not added again. A phase before {@code RESOLVED} opens a resolved incident again.
   *
   * @param words in public words, cut at 4,000 characters
   */
  public void tell(String incident, Phase phase, String words) {
    locked(incident, NoticeKind.INCIDENT)
        .filter(kept -> phase != Phase.RESOLVED || !kept.isEnded())
        .ifPresent(kept -> add(kept, Stage.of(phase), words));
  }

  /**
   * Replaces the affected services; ids of services that are not there are left out. If it is
   * published, those hear of it who had not subscribed to any of the services before.
   */
  public void affects(String incident, List<String> services) {
    locked(incident, NoticeKind.INCIDENT)
        .ifPresent(
            kept -> {
              Instant now = clock.instant();
              boolean more = notices.affect(incident, services, now);
              if (more && kept.isPublished() && !kept.isEnded()) {
                String words = notices.last(incident).map(Notices.LastUpdate::words).orElse("");
                news.addForNewlyAffected(incident, News.Template.OPENED, kept.stage(), words, now);
              }
            });
  }

  /**
   * Removes an incident of which nothing more is told: a draft vanishes, and what is published
   * ends, without a word that it works again.
   *
   * @param words why, in public words, for whoever has read of it
   */
  public void withdraw(String incident, String words) {
    locked(incident, NoticeKind.INCIDENT)
        .ifPresent(
            kept -> {
              if (!kept.isPublished()) {
                notices.delete(incident);
              } else if (!kept.isEnded()) {
                add(kept, Stage.WITHDRAWN, words);
              }
            });
  }

  /**
   * Tells the public of a planned maintenance, or that its time, its title or its services have
   * changed. One that has ended stays as it is.
   *
   * @param id the maintenance's id, like that of an incident and other than all of these
   * @throws IllegalArgumentException if it does not end after it begins
   */
  public void plan(String id, Notice notice, Instant from, Instant until) {
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException(
          "maintenance " + id + " would end at " + until + ", not after its beginning " + from);
    }
    Instant now = clock.instant();
    if (notices.enter(
        checked(id), NoticeKind.MAINTENANCE, notice, Stage.SCHEDULED, from, until, null, now)) {
      notices.affect(id, notice.services(), now);
      news.add(id, News.Template.PLANNED, Stage.SCHEDULED, "", now);
      return;
    }
    locked(id, NoticeKind.MAINTENANCE)
        .filter(kept -> !kept.isEnded())
        .ifPresent(kept -> replan(kept, notice, from, until, now));
  }

  /** Adds an update to a planned maintenance, as {@link #tell} does to an incident. */
  public void tellPlan(String id, PlanPhase phase, String words) {
    locked(id, NoticeKind.MAINTENANCE).ifPresent(kept -> add(kept, Stage.of(phase), words));
  }

  /**
   * Gives a draft other words.
   *
   * @param words those of its last update
   * @param by whose they are
   * @return whether it still was a draft
   */
  public boolean reword(String incident, String title, String words, String by) {
    Optional<KeptNotice> draft =
        locked(incident, NoticeKind.INCIDENT).filter(kept -> !kept.isPublished());
    draft.ifPresent(
        kept -> {
          notices.reword(incident, PublicText.title(title), by, clock.instant());
          notices
              .last(incident)
              .ifPresentOrElse(
                  last -> notices.replace(last.id(), PublicText.words(words)),
                  () -> add(kept, kept.stage(), words));
        });
    return draft.isPresent();
  }

  private void replan(KeptNotice kept, Notice notice, Instant from, Instant until, Instant now) {
    notices.affect(kept.id(), notice.services(), now);
    boolean moved = !kept.beganAt().equals(from) || !kept.until().equals(Optional.of(until));
    if (moved || !kept.title().equals(notice.title()) || !kept.impact().equals(notice.impact())) {
      notices.renew(kept.id(), notice.title(), notice.impact(), from, until, now);
    }
    if (moved) {
      add(kept, kept.stage(), "It takes place at another time: " + PublicTime.span(from, until));
    }
  }

  private void add(KeptNotice kept, Stage stage, String said) {
    String words = PublicText.words(said);
    if (notices.last(kept.id()).filter(last -> last.says(stage, words)).isPresent()) {
      return;
    }
    Instant now = clock.instant();
    notices.add(kept.id(), stage, words, now);
    if (kept.isPublished()) {
      news.add(kept.id(), template(kept.kind(), stage), stage, words, now);
    }
  }

  private static News.Template template(NoticeKind kind, Stage stage) {
    if (kind == NoticeKind.MAINTENANCE) {
      return News.Template.PLAN_UPDATED;
    }
    return stage == Stage.RESOLVED ? News.Template.RESOLVED : News.Template.UPDATED;
  }

  private Optional<KeptNotice> locked(String id, NoticeKind kind) {
    return notices.lock(id).filter(kept -> kept.kind() == kind);
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "'" + id + "' is no id: it may have 64 letters, digits and . _ : -");
    }
    return id;
  }
}
