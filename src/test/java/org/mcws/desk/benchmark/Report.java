package org.mcws.desk.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of one benchmark. They are printed, and written to {@code target/bench} as Markdown
 * for people and as JSON for programs.
 */
final class Report {

  private static final Path FOLDER = Path.of("target", "bench");

  private final String name;
  private final String subject;
  private final List<Table> tables = new ArrayList<>();
  private final Map<String, Object> figures = new LinkedHashMap<>();

  /**
   * @param name of the files
   * @param subject what is measured
   */
  Report(String name, String subject) {
    this.name = name;
    this.subject = subject;
  }

  Report add(Table table) {
    tables.add(table);
    return this;
  }

  /** A figure, or a record of some, for programs. */
  Report figure(String key, Object value) {
    figures.put(key, value);
    return this;
  }

  void publish(Machine machine) {
    StringBuilder text = new StringBuilder("## " + subject + "\n\n" + machine.sentence() + "\n\n");
    tables.forEach(table -> text.append(table.markdown()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", subject);
    json.put("machine", machine);
    json.put("figures", figures);
    try {
      Files.createDirectories(FOLDER);
      Files.writeString(FOLDER.resolve(name + ".md"), text);
      Files.writeString(
          FOLDER.resolve(name + ".json"),
          new ObjectMapper()
              .findAndRegisterModules()
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println("\n" + text);
  }
}
