package org.mcws.desk.benchmark;

import java.sql.ResultSet;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.StatementCallback;

/** A database whose users' work is counted. */
final class Database {

  private static final String READ =
      """
      select
        coalesce(sum(calls) filter (where query = 'BEGIN'), 0) as transactions,
        coalesce(sum(calls) filter (where query not in ('BEGIN', 'COMMIT', 'ROLLBACK')), 0)
          as statements,
        pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as wal
      from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname = ?
      """;

  private static final String CALLS =
      """
      select coalesce(sum(calls), 0)
        from pg_stat_statements s join pg_database d on d.oid = s.dbid
       where d.datname = ? and query like ?
      """;

  private static final String DEAREST =
      """
      select calls, total_exec_time as ms, rows, regexp_replace(query, '\\s+', ' ', 'g') as query
        from pg_stat_statements s join pg_database d on d.oid = s.dbid
       where d.datname = ? order by total_exec_time desc limit ?
      """;

  private final String name;
  private final String url;
  private final JdbcTemplate administrator;
  private final ProcessTree server;

  /**
   * @param administrator connected to another database, so that reading counts as nobody's work
   */
  Database(String name, String url, DataSource administrator) {
    this.name = name;
    this.url = url;
    this.administrator = new JdbcTemplate(administrator);
    // The connection must live as long as its process is looked up.
    this.server =
        this.administrator.execute(
            (StatementCallback<ProcessTree>)
                statement -> {
                  ResultSet rows = statement.executeQuery("select pg_backend_pid()");
                  rows.next();
                  return ProcessTree.ofParentOf(rows.getLong(1));
                });
  }

  /**
   * What has been used since the server's start. A statement outside of a transaction counts as a
   * statement only.
   */
  record Reading(double cpuMs, double transactions, double statements, double walBytes) {

    Reading minus(Reading before) {
      return new Reading(
          cpuMs - before.cpuMs,
          transactions - before.transactions,
          statements - before.statements,
          walBytes - before.walBytes);
    }
  }

  /** A statement and what all its executions took. */
  record Statement(long calls, double ms, long rows, String query) {}

  String url() {
    return url;
  }

  Reading read() {
    double cpu = server.cpuMs();
    return administrator.queryForObject(
        READ,
        (row, number) ->
            new Reading(
                cpu,
                row.getDouble("transactions"),
                row.getDouble("statements"),
                row.getDouble("wal")),
        name);
  }

  /** The statements that took the most time since {@link #forgetStatements}. */
  List<Statement> dearest(int count) {
    return administrator.query(
        DEAREST,
        (row, number) ->
            new Statement(
                row.getLong("calls"),
                row.getDouble("ms"),
                row.getLong("rows"),
                row.getString("query")),
        name,
        count);
  }

  /**
   * How often statements were executed since {@link #forgetStatements}.
   *
   * @param like their text, as {@code like} compares
   */
  long calls(String like) {
    return administrator.queryForObject(CALLS, Long.class, name, like);
  }

  void forgetStatements() {
    administrator.execute("select pg_stat_statements_reset()");
  }
}
