package org.mcws.desk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;
import org.springframework.modulith.docs.Documenter.DiagramOptions.DiagramStyle;
import org.springframework.modulith.docs.Documenter.DiagramOptions.ElementsWithoutRelationships;
import org.springframework.util.DigestUtils;

/**
 * Keeps the drawings of the modules in {@code docs/modules} true. A drawing ends with the hash of
 * the text that it was made from, since other fonts give another picture of the same text.
 */
class ModuleDrawingsTests {

  private static final Path FOLDER = Path.of("docs/modules");
  private static final String COMMAND = "mvn test -Dtest=ModuleDrawingsTests -Dmodules=draw";

  @TempDir private Path scratch;

  @Test
  void theDrawingsShowTheModulesAsTheyAre() throws IOException {
    SortedMap<String, String> texts = describeModules();
    if ("draw".equals(System.getProperty("modules"))) {
      draw(texts);
    }

    SortedMap<String, String> wanted = new TreeMap<>();
    texts.forEach((name, text) -> wanted.put(name, markOf(text)));
    assertThat(marksOfDrawings())
        .as("the modules changed since they were drawn; draw them again: %s", COMMAND)
        .isEqualTo(wanted);
  }

  /** The PlantUML texts of all modules together and of each with its neighbours, by name. */
  private SortedMap<String, String> describeModules() throws IOException {
    DiagramOptions style =
        DiagramOptions.defaults()
            .withStyle(DiagramStyle.UML)
            .withElementsWithoutRelationships(ElementsWithoutRelationships.VISIBLE);
    new Documenter(
            ApplicationModules.of(Desk.class),
            Documenter.Options.defaults().withOutputFolder(scratch.toString()))
        .writeModulesAsPlantUml(style)
        .writeIndividualModulesAsPlantUml(style);

    SortedMap<String, String> texts = new TreeMap<>();
    for (Path file : filesIn(scratch, ".puml")) {
      texts.put(nameOf(file), steady(Files.readAllLines(file)));
    }
    return texts;
  }

  /**
   * Sorts the arrows, whose order changes from run to run, and asks for PlantUML's own layout
   * engine, so that nobody has to install Graphviz.
   */
  private static String steady(List<String> text) {
    Map<Boolean, List<String>> lines =
        text.stream().collect(Collectors.partitioningBy(line -> line.contains(".> ")));
    List<String> frame = lines.get(false);
    int end = frame.lastIndexOf("@enduml");
    return Stream.of(
            frame.subList(0, 1).stream(),
            Stream.of("!pragma layout smetana"),
            frame.subList(1, end).stream(),
            lines.get(true).stream().sorted(),
            Stream.of("@enduml"))
        .flatMap(part -> part)
        .collect(Collectors.joining("\n"));
  }

  private static void draw(Map<String, String> texts) throws IOException {
    Files.createDirectories(FOLDER);
    for (Path old : filesIn(FOLDER, ".svg")) {
      Files.delete(old);
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      ByteArrayOutputStream svg = new ByteArrayOutputStream();
      new SourceStringReader(text.getValue())
          .outputImage(svg, new FileFormatOption(FileFormat.SVG, false));
      Files.writeString(
          FOLDER.resolve(text.getKey() + ".svg"),
          svg.toString(UTF_8) + "\n" + markOf(text.getValue()) + "\n");
    }
  }

  private static SortedMap<String, String> marksOfDrawings() throws IOException {
    SortedMap<String, String> marks = new TreeMap<>();
    if (Files.exists(FOLDER)) {
      for (Path drawing : filesIn(FOLDER, ".svg")) {
        marks.put(
            nameOf(drawing),
            Files.readString(drawing).stripTrailing().lines().reduce("", (a, b) -> b));
      }
    }
    return marks;
  }

  private static String markOf(String text) {
    return "<!-- text " + DigestUtils.md5DigestAsHex(text.getBytes(UTF_8)) + " -->";
  }

  private static Iterable<Path> filesIn(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]+$", "");
  }
}
