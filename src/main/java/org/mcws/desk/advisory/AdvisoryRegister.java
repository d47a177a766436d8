package org.mcws.desk.advisory;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.mcws.desk.advisory.Advisory.Finding;
import org.mcws.desk.advisory.Advisory.Kind;
import org.mcws.desk.advisory.Advisory.Status;
import org.mcws.desk.advisory.Kept.Outcome;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The advisories that the desk was told of; each problem is known by all its ids. */
@Service
@Transactional
public class AdvisoryRegister {

  /** What is longer is not kept as it was published; what was read from it is. */
  private static final int LONGEST_DOCUMENT = 1_000_000;

  /** Any number that nobody else locks by: documents are kept one after the other. */
  private static final long KEEPING = 2_110_000_021L;

  private final JdbcClient database;
  private final Clock clock;

  AdvisoryRegister(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Keeps the advisory, or what is new of one that is known under any of its ids.
   *
   * @return the id under which the desk keeps the problem: that of the document that came first
   */
  public String keep(Advisory advisory, String document) {
    return take(advisory, document).id();
  }

  /**
   * Keeps the advisory and tells what became of it. A document replaces an older one with its own
   * id; others about the same problem stand beside it. If it shows that problems which were kept as
   * two are one, they become the one that was known first.
   */
  public Kept take(Advisory advisory, String document) {
    database
        .sql("select cast(pg_advisory_xact_lock(:lock) as varchar)")
        .param("lock", KEEPING)
        .query()
        .singleRow();
    List<String> known = known(ids(advisory));
    String key = documentKey(advisory);
    Optional<Version> before = version(key);
    String digest = sha256(document);
    if (before.isPresent() && before.get().isNewerThan(advisory)) {
      return new Kept(before.get().advisory(), Outcome.OLDER);
    }
    if (before.filter(version -> version.sha256().equals(digest)).isPresent()) {
      return new Kept(before.get().advisory(), Outcome.SAME);
    }
    String id =
        known.isEmpty() ? before.map(Version::advisory).orElse(safe(advisory.id())) : known.get(0);
    if (known.isEmpty() && before.isEmpty()) {
      create(id);
    }
    known.stream().skip(1).forEach(other -> merge(other, id));
    before
        .map(Version::advisory)
        .filter(other -> !known.contains(other) && !other.equals(id))
        .ifPresent(other -> merge(other, id));
    write(key, id, advisory, document.length() > LONGEST_DOCUMENT ? null : document, digest);
    link(ids(advisory), id);
    refresh(id);
    return new Kept(
        id, before.isPresent() ? Outcome.NEWER : known.isEmpty() ? Outcome.NEW : Outcome.ANOTHER);
  }

  /** The newest word on a problem. */
  @Transactional(readOnly = true)
  public Optional<Advisory> find(String anyId) {
    return known(Set.of(anyId)).stream()
        .findFirst()
        .map(id -> new Problem(id, documents(id)).asOne());
  }

  /**
   * Which kept problems this document says something about, in the order in which they became
   * known: its own, and those that a report or a statement names.
   */
  @Transactional(readOnly = true)
  public List<String> concerned(Advisory advisory) {
    Set<String> ids = new LinkedHashSet<>(ids(advisory));
    advisory.findings().forEach(finding -> ids.add(finding.problem()));
    return known(ids);
  }

  /** All problems that the desk was told of, what changed last first. */
  @Transactional(readOnly = true)
  Page<AdvisorySummary> list(Pageable page) {
    List<AdvisorySummary> items =
        database
            .sql(
                """
                select id, title, lower(kind) as kind, severity, exploited, withdrawn, known_since,
                       changed_at
                  from advisory
                 order by changed_at desc, id
                 limit :size offset :offset
                """)
            .param("size", page.getPageSize())
            .param("offset", page.getOffset())
            .query(
                (row, number) ->
                    new AdvisorySummary(
                        row.getString("id"),
                        row.getString("title"),
                        row.getString("kind"),
                        Optional.ofNullable(row.getBigDecimal("severity"))
                            .map(Number::doubleValue)
                            .orElse(null),
                        row.getBoolean("exploited"),
                        instant(row.getTimestamp("withdrawn")),
                        instant(row.getTimestamp("known_since")),
                        instant(row.getTimestamp("changed_at"))))
            .list();
    long total = database.sql("select count(*) from advisory").query(Long.class).single();
    return new PageImpl<>(items, page, total);
  }

  /** The problems that are not withdrawn and that are exploited or at least so severe. */
  @Transactional(readOnly = true)
  List<String> openFrom(double score) {
    return database
        .sql(
            """
            select id from advisory
             where withdrawn is null and (exploited or severity >= :score)
             order by id
            """)
        .param("score", score)
        .query(String.class)
        .list();
  }

  /**
   * What any kept document says to be not affected or fixed of these problems.
   *
   * @param problems ids, aliases included
   */
  @Transactional(readOnly = true)
  List<Finding> clearances(Collection<String> problems) {
    Set<String> wanted =
        problems.stream().map(AdvisoryRegister::capitals).collect(Collectors.toSet());
    return database
        .sql(
            """
            select d.content
              from advisory_document d
             where d.withdrawn is null
               and d.id in (select c.document from advisory_clearance c
                             where c.problem = any (string_to_array(:problems, chr(10))))
             order by d.kept_at, d.id
            """)
        .param("problems", lines(wanted))
        .query(String.class)
        .list()
        .stream()
        .flatMap(content -> AdvisoryContent.read(content).findings().stream())
        .filter(AdvisoryRegister::clears)
        .filter(finding -> wanted.contains(capitals(finding.problem())))
        .toList();
  }

  /**
   * The id under which the desk keeps each of these problems; those that it does not are absent.
   */
  @Transactional(readOnly = true)
  Map<String, String> keptAs(Collection<String> problems) {
    Map<String, String> kept = new HashMap<>();
    database
        .sql(
            """
            select alias, advisory from advisory_alias
             where alias = any (string_to_array(:aliases, chr(10)))
            """)
        .param("aliases", lines(problems))
        .query((row, number) -> Map.entry(row.getString("alias"), row.getString("advisory")))
        .list()
        .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    return kept;
  }

  /** The same for every way to write an id. */
  static String capitals(String id) {
    return id.strip().toUpperCase(Locale.ROOT);
  }

  private List<String> known(Collection<String> ids) {
    return database
        .sql(
            """
            select id from advisory
             where id in (select advisory from advisory_alias
                           where alias = any (string_to_array(:aliases, chr(10))))
             order by known_since, id
            """)
        .param("aliases", lines(ids))
        .query(String.class)
        .list();
  }

  private Optional<Version> version(String document) {
    return database
        .sql("select advisory, modified, sha256 from advisory_document where id = :id")
        .param("id", document)
        .query(
            (row, number) ->
                new Version(
                    row.getString("advisory"),
                    Optional.ofNullable(instant(row.getTimestamp("modified"))),
                    row.getString("sha256")))
        .optional();
  }

  private List<Advisory> documents(String id) {
    return database
        .sql("select content from advisory_document where advisory = :id order by kept_at, id")
        .param("id", id)
        .query(String.class)
        .list()
        .stream()
        .map(AdvisoryContent::read)
        .toList();
  }

  private void create(String id) {
    database
        .sql(
            """
            insert into advisory (id, title, kind, exploited, known_since, changed_at)
            values (:id, '', '', false, :now, :now)
            """)
        .param("id", id)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private void merge(String other, String into) {
    for (String table : List.of("advisory_document", "advisory_alias")) {
      database
          .sql("update " + table + " set advisory = :into where advisory = :other")
          .param("into", into)
          .param("other", other)
          .update();
    }
    database.sql("delete from advisory where id = :other").param("other", other).update();
  }

  private void write(String key, String id, Advisory advisory, String document, String digest) {
    database.sql("delete from advisory_document where id = :key").param("key", key).update();
    database
        .sql(
            """
            insert into advisory_document
              (id, advisory, format, modified, withdrawn, content, document, sha256, kept_at)
            values (:key, :id, :format, :modified, :withdrawn, :content, :document, :digest, :now)
            """)
        .param("key", key)
        .param("id", id)
        .param("format", advisory.format())
        .param("modified", advisory.modified().map(Timestamp::from).orElse(null))
        .param("withdrawn", advisory.withdrawn().map(Timestamp::from).orElse(null))
        .param("content", AdvisoryContent.write(advisory))
        .param("document", document)
        .param("digest", digest)
        .param("now", Timestamp.from(clock.instant()))
        .update();
    Set<String> cleared =
        advisory.findings().stream()
            .filter(AdvisoryRegister::clears)
            .map(finding -> capitals(finding.problem()))
            .collect(Collectors.toSet());
    database
        .sql(
            """
            insert into advisory_clearance (problem, document)
            select distinct problem, :key from unnest(string_to_array(:problems, chr(10))) problem
            """)
        .param("key", key)
        .param("problems", lines(cleared))
        .update();
  }

  private void link(Collection<String> ids, String id) {
    Set<String> all = new LinkedHashSet<>(ids);
    all.add(id);
    database
        .sql(
            """
            insert into advisory_alias (alias, advisory)
            select distinct alias, :id from unnest(string_to_array(:aliases, chr(10))) alias
            on conflict (alias) do nothing
            """)
        .param("id", id)
        .param("aliases", lines(all))
        .update();
  }

  private void refresh(String id) {
    Advisory all = new Problem(id, documents(id)).asOne();
    database
        .sql(
            """
            update advisory
               set title = :title, kind = :kind, severity = :severity, exploited = :exploited,
                   withdrawn = :withdrawn, changed_at = :now
             where id = :id
            """)
        .param("id", id)
        .param("title", all.title())
        .param("kind", all.kind().name())
        .param("severity", all.severity().map(Advisory.Severity::score).orElse(null))
        .param("exploited", all.exploited())
        .param("withdrawn", all.withdrawn().map(Timestamp::from).orElse(null))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private static boolean clears(Finding finding) {
    return finding.status() == Status.NOT_AFFECTED || finding.status() == Status.FIXED;
  }

  private static Set<String> ids(Advisory advisory) {
    Set<String> ids = new LinkedHashSet<>(advisory.aliases());
    ids.add(advisory.id());
    ids.add(safe(advisory.id()));
    return ids;
  }

  private static String documentKey(Advisory advisory) {
    // A statement may go by the problem's own id, and must not replace what tells of the problem.
    return (advisory.kind() == Kind.VEX ? "VEX " : "") + capitals(advisory.id());
  }

  /** An id that fits into an address and a business key. */
  private static String safe(String id) {
    String safe = id.replaceAll("[^A-Za-z0-9._:@+-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
    return safe.isEmpty() ? "advisory-" + sha256(id).substring(0, 16) : safe;
  }

  private static String lines(Collection<String> ids) {
    return ids.stream()
        .filter(id -> id.chars().noneMatch(Character::isISOControl))
        .map(AdvisoryRegister::capitals)
        .distinct()
        .collect(joining("\n"));
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static String sha256(String document) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(document.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A document that is kept. */
  private record Version(String advisory, Optional<Instant> modified, String sha256) {

    boolean isNewerThan(Advisory other) {
      return modified.isPresent()
          && other.modified().isPresent()
          && modified.get().isAfter(other.modified().get());
    }
  }
}
