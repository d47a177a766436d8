package org.mcws.desk.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Figures in rows and columns, as Markdown that is also readable on a terminal. */
final class Table {

  private final String title;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String title, String... head) {
    this.title = title;
    rows.add(List.of(head));
  }

  /** Numbers are rounded to three figures that count. */
  Table row(Object... cells) {
    rows.add(IntStream.range(0, cells.length).mapToObj(i -> text(cells[i])).toList());
    return this;
  }

  /** A row with what something cost. */
  Table row(String what, Cost cost) {
    return row(
        what,
        cost.wallMs(),
        cost.deskCpuMs(),
        cost.postgresCpuMs(),
        cost.sandboxCpuMs(),
        cost.callersCpuMs(),
        cost.transactions(),
        cost.statements(),
        cost.walBytes() / 1000,
        cost.heapBytes() / 1e6);
  }

  /** A table of costs. */
  static Table ofCosts(String title, String what) {
    return new Table(
        title,
        what,
        "wall ms",
        "JVM CPU ms",
        "PostgreSQL CPU ms",
        "sandbox CPU ms",
        "callers CPU ms",
        "transactions",
        "statements",
        "WAL kB",
        "heap MB (all)");
  }

  /** A table of statements, the one with the most time in all first. */
  static Table ofStatements(String title, List<Database.Statement> statements) {
    Table table = new Table(title, "statement", "calls", "ms in all", "ms each", "rows");
    for (Database.Statement one : statements) {
      String query = one.query().strip();
      table.row(
          "`" + (query.length() > 110 ? query.substring(0, 110) + "…" : query) + "`",
          one.calls(),
          one.ms(),
          one.ms() / one.calls(),
          one.rows());
    }
    return table;
  }

  String markdown() {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        width[i] = Math.max(width[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append(line(rows.get(0), width));
    text.append(
        IntStream.range(0, columns)
            .mapToObj(i -> "-".repeat(width[i] - (i == 0 ? 0 : 1)) + (i == 0 ? "" : ":"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
    rows.stream().skip(1).forEach(row -> text.append(line(row, width)));
    return text.append('\n').toString();
  }

  private static String line(List<String> row, int[] width) {
    return IntStream.range(0, row.size())
        .mapToObj(
            i -> String.format(i == 0 ? "%-" + width[i] + "s" : "%" + width[i] + "s", row.get(i)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String text(Object cell) {
    if (!(cell instanceof Double number)) {
      return String.valueOf(cell);
    }
    if (number.isNaN()) {
      return "n/a";
    }
    double size = Math.abs(number);
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + decimals + "f", number);
  }
}
