package org.mcws.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsTests {

  /** What stands in the round brackets of a link or picture, without its title and its anchor. */
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(#[^)\\s]*)?(\\s[^)]*)?\\)");

  private static final Pattern CODE = Pattern.compile("(?s)```.*?```|`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private static final Path START = Path.of("README.md");
  private static final Path INDEX = Path.of("docs/README.md");

  @Test
  void everyLinkLeadsToAFileAndHeadingThatAreThere() throws IOException {
    assertThat(pages().stream().flatMap(DocsTests::linksOf))
        .isNotEmpty()
        .allSatisfy(
            link -> {
              assertThat(link.target()).as("link in %s", link.page()).exists();
              if (link.heading() != null) {
                assertThat(headingsOf(link.target()))
                    .as("headings of %s, linked from %s", link.target(), link.page())
                    .contains(link.heading());
              }
            });
  }

  @Test
  void everyPageCanBeReachedFromTheFirst() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> open = new ArrayDeque<>(Stream.of(START, INDEX).filter(Files::exists).toList());
    while (!open.isEmpty()) {
      Path page = open.pop();
      if (reached.add(page)) {
        linksOf(page).map(Link::target).filter(DocsTests::isPage).forEach(open::push);
      }
    }
    assertThat(reached).containsAll(pages());
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(START, Path.of("CONTRIBUTING.md")), docs)
          .filter(DocsTests::isPage)
          .toList();
    }
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md") && Files.exists(file);
  }

  private static Stream<Link> linksOf(Path page) {
    Path folder = page.resolveSibling("");
    return LINK.matcher(CODE.matcher(read(page)).replaceAll(""))
        .results()
        .filter(match -> !match.group(1).matches("[a-z]+:.*"))
        .map(
            match -> {
              Path target =
                  match.group(1).isEmpty() ? page : folder.resolve(match.group(1)).normalize();
              String anchor = match.group(2);
              return new Link(page, target, anchor == null ? null : anchor.substring(1));
            });
  }

  /** The anchors that Git hosts make of a page's headings. */
  private static Set<String> headingsOf(Path page) {
    return HEADING
        .matcher(read(page))
        .results()
        .map(match -> match.group(1).toLowerCase())
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Link(Path page, Path target, String heading) {}
}
