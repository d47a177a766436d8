package org.mcws.desk.rollout;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.mcws.desk.rollout.AffectedService.State;
import org.mcws.desk.rollout.Reconciliation.Dealt;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The services of all rollouts. What happens once for each service is one statement here that finds
 * its rows by an index, so that a service costs the same however many others there are.
 */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class AffectedServices {

  private static final int LONGEST_TEXT = 2000;

  private final JdbcTemplate batches;
  private final JdbcClient database;

  AffectedServices(JdbcTemplate batches, JdbcClient database) {
    this.batches = batches;
    this.database = database;
  }

  // --- finding

  /**
   * A service that was found to be affected.
   *
   * @param managedBy ops or community
   */
  record Found(
      String community,
      String service,
      String managedBy,
      String changes,
      Fix fix,
      String fromImage) {

    State state() {
      return fix == null ? State.UNFIXED : State.FOUND;
    }
  }

  void enter(UUID rollout, List<Found> found, Instant now) {
    batches.batchUpdate(
        """
        insert into rollout_service (rollout, community, service, managed_by, changes, fix,
          from_image, ring, state, changed_at)
        values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)
        """,
        batch(
            found,
            (row, ps) -> {
              ps.setObject(1, rollout);
              ps.setString(2, row.community());
              ps.setString(3, row.service());
              ps.setString(4, row.managedBy());
              ps.setString(5, cut(row.changes()));
              ps.setString(6, row.fix() == null ? null : row.fix().text());
              ps.setString(7, row.fromImage());
              ps.setString(8, row.state().name());
              ps.setTimestamp(9, Timestamp.from(now));
            }));
    batches.update(
        """
        insert into rollout_community (rollout, community)
        select distinct rollout, community from rollout_service where rollout = ?
        on conflict (rollout, community) do nothing
        """,
        rollout);
  }

  /** Takes services up again as they are found now; what was asked or done about them is over. */
  void findAgain(UUID rollout, List<Found> found, Instant now) {
    batches.batchUpdate(
        """
        update rollout_service set state = ?, changes = ?, fix = ?, from_image = ?, ring = 0,
          target_image = null, retract = approval is not null, begun = false, aside = false,
          excused = false, decided_by = '', reason = '', until = null, changed_at = ?
         where rollout = ? and community = ? and service = ?
        """,
        batch(
            found,
            (row, ps) -> {
              ps.setString(1, row.state().name());
              ps.setString(2, cut(row.changes()));
              ps.setString(3, row.fix() == null ? null : row.fix().text());
              ps.setString(4, row.fromImage());
              ps.setTimestamp(5, Timestamp.from(now));
              ps.setObject(6, rollout);
              ps.setString(7, row.community());
              ps.setString(8, row.service());
            }));
    toReportAgain(rollout, found.stream().map(Found::community).toList());
  }

  private void toReportAgain(UUID rollout, List<String> communities) {
    database
        .sql(
            "update rollout_community set reported_at = null where rollout = :rollout"
                + " and community = any(:communities) and reported_at is not null")
        .param("rollout", rollout)
        .param("communities", communities.stream().distinct().toArray(String[]::new))
        .update();
  }

  /** With which of these services which other rollouts deal. */
  Set<Dealt> dealtWithElsewhere(UUID rollout, Collection<String> services) {
    return Set.copyOf(
        database
            .sql(
                """
                select distinct s.service, r.advisory
                  from rollout_service s join rollout r on r.id = s.rollout
                 where s.service = any(:services) and s.rollout <> :rollout and s.state = any(:open)
                """)
            .param("services", services.toArray(String[]::new))
            .param("rollout", rollout)
            .param("open", State.names(State.OPEN))
            .query((rs, n) -> new Dealt(rs.getString("service"), rs.getString("advisory")))
            .list());
  }

  // --- reading

  List<AffectedService> all(UUID rollout) {
    return database
        .sql("select * from rollout_service where rollout = :rollout order by community, service")
        .param("rollout", rollout)
        .query(AffectedServices::row)
        .list();
  }

  List<AffectedService> in(UUID rollout, State state) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " order by community, service")
        .param("rollout", rollout)
        .param("state", state.name())
        .query(AffectedServices::row)
        .list();
  }

  List<AffectedService> in(UUID rollout, State state, String[] communities) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and community = any(:communities) order by community, service")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("communities", communities)
        .query(AffectedServices::row)
        .list();
  }

  List<AffectedService> of(UUID rollout, String[] communities) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout"
                + " and community = any(:communities) order by community, service")
        .param("rollout", rollout)
        .param("communities", communities)
        .query(AffectedServices::row)
        .list();
  }

  List<AffectedService> page(
      UUID rollout, State state, String[] communities, int offset, int limit) {
    return database
        .sql(
            "select * from rollout_service where "
                + shown(state, communities)
                + " order by community, service offset :offset limit :limit")
        .param("rollout", rollout)
        .param("state", state == null ? null : state.name())
        .param("communities", communities)
        .param("offset", offset)
        .param("limit", limit)
        .query(AffectedServices::row)
        .list();
  }

  long count(UUID rollout, State state, String[] communities) {
    return database
        .sql("select count(*) from rollout_service where " + shown(state, communities))
        .param("rollout", rollout)
        .param("state", state == null ? null : state.name())
        .param("communities", communities)
        .query(Long.class)
        .single();
  }

  private static String shown(State state, String[] communities) {
    return "rollout = :rollout"
        + (state == null ? " and cast(:state as varchar) is null" : " and state = :state")
        + (communities == null
            ? " and cast(:communities as varchar[]) is null"
            : " and community = any(:communities)");
  }

  /** How many services there are in each state; of these communities only, if any are named. */
  Map<State, Long> counts(UUID rollout, String[] communities) {
    Map<State, Long> counts = new EnumMap<>(State.class);
    database
        .sql(
            "select state, count(*) as services from rollout_service where "
                + shown(null, communities)
                + " group by state")
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", communities)
        .query(
            (RowCallbackHandler)
                rs -> counts.put(State.valueOf(rs.getString("state")), rs.getLong("services")));
    return counts;
  }

  Optional<AffectedService> find(UUID rollout, String service) {
    return database
        .sql(
            "select * from rollout_service"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("rollout", rollout)
        .param("community", communityOf(service))
        .param("service", service)
        .query(AffectedServices::row)
        .optional();
  }

  /** Whether any service is in one of these states. */
  boolean any(UUID rollout, Set<State> states) {
    return database
        .sql(
            "select exists (select from rollout_service"
                + " where rollout = :rollout and state = any(:states))")
        .param("rollout", rollout)
        .param("states", State.names(states))
        .query(Boolean.class)
        .single();
  }

  /** Whether any service is exempted because nothing ends the problem. */
  boolean anyExemptedForWantOfFix(UUID rollout) {
    return database
        .sql(
            "select exists (select from rollout_service where rollout = :rollout"
                + " and state = 'EXEMPTED' and ring = 0 and fix is null)")
        .param("rollout", rollout)
        .query(Boolean.class)
        .single();
  }

  /** Whether the community has heard how it went. */
  boolean isReported(UUID rollout, String community) {
    return database
        .sql(
            "select exists (select from rollout_community where rollout = :rollout"
                + " and community = :community and reported_at is not null)")
        .param("rollout", rollout)
        .param("community", community)
        .query(Boolean.class)
        .single();
  }

  /** Services of a ring in this state, by chance. */
  List<AffectedService> sample(UUID rollout, int ring, State state, int size) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and ring = :ring order by random() limit :size")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("ring", ring)
        .param("size", size)
        .query(AffectedServices::row)
        .list();
  }

  /** Some services in one of these states. */
  List<AffectedService> some(UUID rollout, Set<State> states, int size) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = any(:states)"
                + " limit :size")
        .param("rollout", rollout)
        .param("states", State.names(states))
        .param("size", size)
        .query(AffectedServices::row)
        .list();
  }

  // --- planning and asking

  /** A service's place in the rollout. */
  record Place(
      String community, String service, String riskClass, int ring, State state, String target) {}

  void plan(UUID rollout, List<Place> places) {
    batches.batchUpdate(
        "update rollout_service set risk_class = ?, ring = ?, state = ?, target_image = ?"
            + " where rollout = ? and community = ? and service = ?",
        batch(
            places,
            (place, ps) -> {
              ps.setString(1, place.riskClass());
              ps.setInt(2, place.ring());
              ps.setString(3, place.state().name());
              ps.setString(4, place.target());
              ps.setObject(5, rollout);
              ps.setString(6, place.community());
              ps.setString(7, place.service());
            }));
  }

  /** Some communities with services in this state. */
  String[] communitiesWith(UUID rollout, State state, int atMost) {
    return database
        .sql(
            "select distinct community from rollout_service"
                + " where rollout = :rollout and state = :state order by community limit :most")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("most", atMost)
        .query(String.class)
        .list()
        .toArray(String[]::new);
  }

  /** These services' owners are asked from now on. */
  void asked(UUID rollout, String community, Collection<String> asked, UUID approval, Instant now) {
    database
        .sql(
            "update rollout_service set state = 'WAITING', approval = :approval, retract = false,"
                + " changed_at = :now where rollout = :rollout and community = :community"
                + " and service = any(:services) and state = 'PLANNED'")
        .param("approval", approval)
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("community", community)
        .param("services", asked.toArray(String[]::new))
        .update();
  }

  /** An approval of their own decides about these services from now on. */
  void askedBy(UUID rollout, String community, Collection<String> services, UUID approval) {
    database
        .sql(
            "update rollout_service set approval = :approval where rollout = :rollout"
                + " and community = :community and service = any(:services)")
        .param("approval", approval)
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .update();
  }

  // --- answers

  /**
   * What was decided about services.
   *
   * @param state their state from now on
   * @param ring another ring than before, or null
   */
  record Decision(
      State state, UUID approval, String by, String reason, Instant until, Integer ring) {}

  /**
   * Keeps a decision about those of the services that are in one of these states.
   *
   * @return their rings
   */
  List<Integer> decide(
      UUID rollout,
      String community,
      Collection<String> services,
      Set<State> from,
      Decision decision,
      Instant now) {
    return database
        .sql(
            """
            update rollout_service set state = :state, approval = coalesce(:approval, approval),
              decided_by = :by, reason = :reason, until = :until,
              ring = coalesce(cast(:ring as integer), ring), changed_at = :now
             where rollout = :rollout and community = :community and service = any(:services)
               and state = any(:from)
            returning ring
            """)
        .param("state", decision.state().name())
        .param("approval", decision.approval())
        .param("by", cut(decision.by(), 255))
        .param("reason", cut(decision.reason()))
        .param("until", decision.until() == null ? null : Timestamp.from(decision.until()))
        .param("ring", decision.ring())
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .param("from", State.names(from))
        .query(Integer.class)
        .list();
  }

  /** The first ring that any of these services is in; none if the rollout has none of them. */
  Optional<Integer> firstRing(UUID rollout, String community, Collection<String> services) {
    return database
        .sql(
            "select min(ring) from rollout_service where rollout = :rollout"
                + " and community = :community and service = any(:services)")
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .query((rs, n) -> Optional.ofNullable(rs.getObject(1, Integer.class)))
        .single();
  }

  /** Those of an approval's services whose update was started and has not begun. */
  List<AffectedService> startedNotBegun(
      UUID rollout, String community, Collection<String> services) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and community = :community"
                + " and service = any(:services) and state = 'UPDATING' and not begun")
        .param("rollout", rollout)
        .param("community", community)
        .param("services", services.toArray(String[]::new))
        .query(AffectedServices::row)
        .list();
  }

  /**
   * Keeps a decision about every service in one of these states.
   *
   * @return how many were
   */
  int decideAll(UUID rollout, Set<State> from, Decision decision, Instant now) {
    return database
        .sql(
            """
            update rollout_service set state = :state, decided_by = :by, reason = :reason,
              until = :until, retract = approval is not null, changed_at = :now
             where rollout = :rollout and state = any(:from)
            """)
        .param("state", decision.state().name())
        .param("by", cut(decision.by(), 255))
        .param("reason", cut(decision.reason()))
        .param("until", decision.until() == null ? null : Timestamp.from(decision.until()))
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("from", State.names(from))
        .update();
  }

  // --- updates

  /** How many updates are at work, those that wait for their window left out. */
  int working(UUID rollout) {
    return database
        .sql(
            "select count(*) from rollout_service where rollout = :rollout"
                + " and state in ('UPDATING', 'REVERTING') and not aside")
        .param("rollout", rollout)
        .query(Integer.class)
        .single();
  }

  /** Updates that were started before and have not begun wait for their window: make room. */
  int setAside(UUID rollout, Instant startedBefore) {
    return database
        .sql(
            "update rollout_service set aside = true where rollout = :rollout"
                + " and state in ('UPDATING', 'REVERTING') and not aside and not begun"
                + " and started_at < :before")
        .param("rollout", rollout)
        .param("before", Timestamp.from(startedBefore))
        .update();
  }

  /** Some that may begin, of the first rings first. */
  List<AffectedService> next(UUID rollout, State state, int lastRing, int atMost) {
    return database
        .sql(
            "select * from rollout_service where rollout = :rollout and state = :state"
                + " and ring <= :ring order by ring limit :most")
        .param("rollout", rollout)
        .param("state", state.name())
        .param("ring", lastRing)
        .param("most", atMost)
        .query(AffectedServices::row)
        .list();
  }

  /**
   * Marks a service as one whose update is started, exactly once.
   *
   * @return whether it was waiting for that
   */
  boolean begin(
      AffectedService service, State state, String fromImage, String instance, Instant now) {
    return database
            .sql(
                """
                update rollout_service set state = :state, update_instance = :instance,
                  from_image = coalesce(:fromImage, from_image), begun = false, aside = false,
                  retract = false, closes = null, started_at = :now, changed_at = :now
                 where rollout = :rollout and community = :community and service = :service
                   and state = :from
                """)
            .param("state", state.name())
            .param("instance", instance)
            .param("fromImage", fromImage)
            .param("now", Timestamp.from(now))
            .param("rollout", service.rollout())
            .param("community", service.community())
            .param("service", service.service())
            .param("from", service.state().name())
            .update()
        == 1;
  }

  /** Keeps what an update has come to. */
  void outcome(AffectedService service, State state, String image, String evidence, Instant now) {
    database
        .sql(
            """
            update rollout_service set state = :state, evidence = :evidence, aside = false,
              retract = false, target_image = coalesce(:image, target_image), changed_at = :now
             where rollout = :rollout and community = :community and service = :service
            """)
        .param("state", state.name())
        .param("image", image)
        .param("evidence", cut(evidence))
        .param("now", Timestamp.from(now))
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** Nothing was done, since a fixed version runs already. */
  void alreadyDone(AffectedService service, String reason, Instant now) {
    database
        .sql(
            """
            update rollout_service set state = 'UPDATED', evidence = :reason, begun = true,
              changed_at = :now
             where rollout = :rollout and community = :community and service = :service
            """)
        .param("reason", cut(reason))
        .param("now", Timestamp.from(now))
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** The update has begun to deploy: from here on it is finished or rolled back. */
  void begun(AffectedService service, State state) {
    database
        .sql(
            "update rollout_service set begun = true, aside = false, retract = false,"
                + " closes = null, state = :state"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("state", state.name())
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** Locks an approval's services, and says whether all of them have begun or are over. */
  boolean allCarriedOut(UUID rollout, String community, UUID approval) {
    List<Boolean> open =
        database
            .sql(
                """
                select state in ('WAITING', 'CLEARED', 'PAUSED')
                    or state = 'UPDATING' and not begun as open
                  from rollout_service
                 where rollout = :rollout and community = :community and approval = :approval
                 order by service for update
                """)
            .param("rollout", rollout)
            .param("community", community)
            .param("approval", approval)
            .query(Boolean.class)
            .list();
    return !open.contains(true);
  }

  /** How many updates failed in a ring that Ops have not looked at. */
  int failures(UUID rollout, int ring) {
    return database
        .sql(
            "select count(*) from rollout_service where rollout = :rollout"
                + " and state in ('ROLLED_BACK', 'BROKEN') and ring = :ring and not excused")
        .param("rollout", rollout)
        .param("ring", ring)
        .query(Integer.class)
        .single();
  }

  void excuseFailures(UUID rollout) {
    database
        .sql(
            "update rollout_service set excused = true where rollout = :rollout"
                + " and state in ('ROLLED_BACK', 'BROKEN') and not excused")
        .param("rollout", rollout)
        .update();
  }

  /** Whatever was updated and has a former image shall get that again. */
  int revertUpdated(UUID rollout, String by, String reason, Instant now) {
    return database
        .sql(
            """
            update rollout_service set state = 'TO_REVERT', decided_by = :by, reason = :reason,
              changed_at = :now
             where rollout = :rollout and state = 'UPDATED' and update_instance is not null
               and from_image is not null
            """)
        .param("by", cut(by, 255))
        .param("reason", cut(reason))
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .update();
  }

  /** One more that was updated shall get its former image again. */
  void revert(AffectedService service, Instant now) {
    outcome(service, State.TO_REVERT, null, service.evidence(), now);
  }

  // --- taking back

  /** Updates that were started and have not begun shall be called off, and then be closed so. */
  void retractUpdates(UUID rollout, State closed, String reason) {
    database
        .sql(
            "update rollout_service set retract = true, closes = :closed, reason = :reason"
                + " where rollout = :rollout and state = 'UPDATING' and not begun")
        .param("closed", closed.name())
        .param("reason", cut(reason))
        .param("rollout", rollout)
        .update();
  }

  /** What a service shall be if its update is called off. */
  void closes(AffectedService service, State closed) {
    database
        .sql(
            "update rollout_service set closes = :closed"
                + " where rollout = :rollout and community = :community and service = :service")
        .param("closed", closed.name())
        .param("rollout", service.rollout())
        .param("community", service.community())
        .param("service", service.service())
        .update();
  }

  /** Closes services that are not done, with their questions and updates to be taken back. */
  void close(UUID rollout, Collection<AffectedService> closed, String reason, Instant now) {
    batches.batchUpdate(
        """
        update rollout_service set state = case when state = 'UPDATING' then state else 'WITHDRAWN' end,
          reason = ?, decided_by = 'desk', until = null, retract = true, closes = 'WITHDRAWN',
          changed_at = ?
         where rollout = ? and community = ? and service = ?
        """,
        batch(
            List.copyOf(closed),
            (row, ps) -> {
              ps.setString(1, cut(reason));
              ps.setTimestamp(2, Timestamp.from(now));
              ps.setObject(3, rollout);
              ps.setString(4, row.community());
              ps.setString(5, row.service());
            }));
    toReportAgain(rollout, closed.stream().map(AffectedService::community).toList());
  }

  /** Some of those whose question or update is to be taken back. */
  List<AffectedService> toRetract(UUID rollout, int atMost) {
    return database
        .sql("select * from rollout_service where rollout = :rollout and retract limit :most")
        .param("rollout", rollout)
        .param("most", atMost)
        .query(AffectedServices::row)
        .list();
  }

  void retracted(List<AffectedService> services) {
    batches.batchUpdate(
        "update rollout_service set retract = false"
            + " where rollout = ? and community = ? and service = ?",
        batch(
            services,
            (row, ps) -> {
              ps.setObject(1, row.rollout());
              ps.setString(2, row.community());
              ps.setString(3, row.service());
            }));
  }

  /** Whether an approval still has to do with any service that is not closed. */
  boolean isStillAsked(UUID rollout, String community, UUID approval) {
    return database
        .sql(
            """
            select exists (select from rollout_service
             where rollout = :rollout and community = :community and approval = :approval
               and not retract and state in ('WAITING', 'CLEARED', 'PAUSED', 'EXEMPTED', 'UPDATING'))
            """)
        .param("rollout", rollout)
        .param("community", community)
        .param("approval", approval)
        .query(Boolean.class)
        .single();
  }

  // --- rings

  /**
   * What holds a ring up.
   *
   * @param busy whether anything up to this ring is cleared or being updated
   * @param awaited whether anybody up to this ring has not answered
   * @param updated whether anything up to this ring was updated
   * @param updatedHere whether anything in this ring was updated
   */
  record RingState(boolean busy, boolean awaited, boolean updated, boolean updatedHere) {}

  RingState ringState(UUID rollout, int ring) {
    return database
        .sql(
            """
            select
              exists (select from rollout_service where rollout = :rollout
                and state in ('CLEARED', 'UPDATING') and ring between 1 and :ring) as busy,
              exists (select from rollout_service where rollout = :rollout
                and state in ('PLANNED', 'WAITING', 'PAUSED') and ring between 1 and :ring) as awaited,
              exists (select from rollout_service where rollout = :rollout
                and state = 'UPDATED' and ring between 1 and :ring) as updated,
              exists (select from rollout_service where rollout = :rollout
                and state = 'UPDATED' and ring = :ring) as here
            """)
        .param("rollout", rollout)
        .param("ring", ring)
        .query(
            (rs, n) ->
                new RingState(
                    rs.getBoolean("busy"),
                    rs.getBoolean("awaited"),
                    rs.getBoolean("updated"),
                    rs.getBoolean("here")))
        .single();
  }

  // --- reports

  /** Some communities that have not heard how it went. */
  List<String> unreported(UUID rollout, int atMost) {
    return database
        .sql(
            "select community from rollout_community where rollout = :rollout"
                + " and reported_at is null order by community limit :most")
        .param("rollout", rollout)
        .param("most", atMost)
        .query(String.class)
        .list();
  }

  void reported(UUID rollout, Collection<String> communities, Instant now) {
    database
        .sql(
            "update rollout_community set reported_at = :now"
                + " where rollout = :rollout and community = any(:communities)")
        .param("now", Timestamp.from(now))
        .param("rollout", rollout)
        .param("communities", communities.toArray(String[]::new))
        .update();
  }

  /** A community in a rollout, and when it heard how it went. */
  record Reported(String community, Instant reportedAt) {}

  List<Reported> communities(UUID rollout, String[] only, int offset, int limit) {
    return database
        .sql(
            "select community, reported_at from rollout_community where "
                + shown(null, only)
                + " order by community offset :offset limit :limit")
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", only)
        .param("offset", offset)
        .param("limit", limit)
        .query(
            (rs, n) -> new Reported(rs.getString("community"), Rollouts.instant(rs, "reported_at")))
        .list();
  }

  long countCommunities(UUID rollout, String[] only) {
    return database
        .sql("select count(*) from rollout_community where " + shown(null, only))
        .param("rollout", rollout)
        .param("state", null)
        .param("communities", only)
        .query(Long.class)
        .single();
  }

  /** How many services of a community are waited for. */
  record Awaited(String community, long services) {}

  /** Communities whose owners are waited for, those with the most services first. */
  List<Awaited> awaited(UUID rollout, String[] only, int atMost) {
    return database
        .sql(
            "select community, count(*) as services from rollout_service where "
                + shown(State.WAITING, only)
                + " group by community order by count(*) desc, community limit :most")
        .param("rollout", rollout)
        .param("state", State.WAITING.name())
        .param("communities", only)
        .param("most", atMost)
        .query((rs, n) -> new Awaited(rs.getString("community"), rs.getLong("services")))
        .list();
  }

  /** A service's id begins with its community's slug, which has no dot. */
  static String communityOf(String service) {
    int dot = service.indexOf('.');
    return dot < 0 ? service : service.substring(0, dot);
  }

  private static String cut(String text) {
    return cut(text == null ? "" : text, LONGEST_TEXT);
  }

  private static String cut(String text, int longest) {
    return Rollouts.cut(text, longest);
  }

  private static AffectedService row(ResultSet rs, int n) throws SQLException {
    return new AffectedService(
        rs.getObject("rollout", UUID.class),
        rs.getString("community"),
        rs.getString("service"),
        rs.getString("managed_by"),
        rs.getString("changes"),
        rs.getString("fix"),
        rs.getString("from_image"),
        rs.getString("target_image"),
        rs.getString("risk_class"),
        rs.getInt("ring"),
        State.valueOf(rs.getString("state")),
        rs.getObject("approval", UUID.class),
        rs.getString("update_instance"),
        rs.getBoolean("begun"),
        closes(rs.getString("closes")),
        rs.getString("decided_by"),
        rs.getString("reason"),
        Rollouts.instant(rs, "until"),
        rs.getString("evidence"),
        Rollouts.instant(rs, "changed_at"));
  }

  private static State closes(String state) {
    return state == null ? null : State.valueOf(state);
  }

  private interface Setter<T> {
    void set(T row, java.sql.PreparedStatement ps) throws SQLException;
  }

  private static <T> BatchPreparedStatementSetter batch(List<T> rows, Setter<T> setter) {
    return new BatchPreparedStatementSetter() {
      @Override
      public void setValues(java.sql.PreparedStatement ps, int i) throws SQLException {
        setter.set(rows.get(i), ps);
      }

      @Override
      public int getBatchSize() {
        return rows.size();
      }
    };
  }
}
