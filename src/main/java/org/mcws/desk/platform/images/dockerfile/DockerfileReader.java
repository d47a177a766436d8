package org.mcws.desk.platform.images.dockerfile;

import static org.mcws.desk.platform.images.dockerfile.Finding.Level.ERROR;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.images.dockerfile.Dockerfile.Directive;

/**
 * Takes a Dockerfile apart by the rules of the <a
 * href="https://docs.docker.com/reference/dockerfile/">Dockerfile reference</a>: parser directives,
 * comments between and within instructions, continued lines, flags, the shell and the JSON form,
 * and here-documents. It reads on after a mistake, so that an author hears of all at once.
 */
final class DockerfileReader {

  private static final String SYNTAX = "syntax";
  private static final Pattern DIRECTIVE =
      Pattern.compile("\\s*#\\s*([A-Za-z][A-Za-z0-9]*)\\s*=\\s*(.+?)\\s*");
  private static final Pattern COMMENT = Pattern.compile("\\s*#.*");
  private static final Pattern KEYWORD = Pattern.compile("\\s*(\\S+)\\s*(.*)", Pattern.DOTALL);
  private static final Pattern FLAG =
      Pattern.compile("--([a-z][a-z-]*)(?:=([A-Za-z0-9_.,:/@=+${}-]*))?(?:\\s+|$)");
  private static final Pattern HEREDOC =
      Pattern.compile("(?<![^\\s0-9])<<-?(['\"]?)([A-Za-z_][A-Za-z0-9_.]*)\\1(?!\\S)");
  private static final Pattern QUOTED = Pattern.compile("(?<!<<|<<-)(?:\"[^\"]*\"|'[^']*')");
  private static final Pattern LINE_END = Pattern.compile("\\r?\\n");
  private static final List<String> WITH_HEREDOC = List.of("RUN", "COPY", "ADD");
  private static final Pattern CONTINUED = Pattern.compile("^(.*)\\\\[ \\t]*$");
  private static final Pattern DOUBLED = Pattern.compile("^.*\\\\\\\\[ \\t]*$");

  private final List<Finding> findings;
  private final Map<String, Directive> directives = new LinkedHashMap<>();
  private final List<Instruction> instructions = new ArrayList<>();

  private DockerfileReader(List<Finding> findings) {
    this.findings = findings;
  }

  /**
   * @param findings gets what cannot be read
   */
  static Dockerfile read(String text, List<Finding> findings) {
    DockerfileReader reader = new DockerfileReader(findings);
    reader.read(LINE_END.split(text.startsWith("\uFEFF") ? text.substring(1) : text, -1));
    return Dockerfile.of(reader.directives, reader.instructions);
  }

  private void read(String[] lines) {
    int at = readDirectives(lines);
    while (at < lines.length) {
      if (lines[at].isBlank() || COMMENT.matcher(lines[at]).matches()) {
        at++;
        continue;
      }
      int begin = at;
      StringBuilder whole = new StringBuilder();
      Matcher more = CONTINUED.matcher(lines[at]);
      while (more.matches()) {
        if (DOUBLED.matcher(lines[at]).matches()) {
          error(
              at + 1,
              SYNTAX,
              "Two \\ at the end of a line are read in one way by some engines and otherwise by others.",
              "Let the line end with one, or with something else.");
        }
        whole.append(more.group(1));
        at = nextLine(lines, at);
        if (at >= lines.length) {
          break;
        }
        more = CONTINUED.matcher(lines[at]);
      }
      if (at < lines.length) {
        whole.append(lines[at]);
        at++;
      }
      at = add(begin + 1, whole.toString(), lines, at);
    }
  }

  /** Comments and empty lines do not end an instruction that is continued. */
  private static int nextLine(String[] lines, int at) {
    int next = at + 1;
    while (next < lines.length
        && (lines[next].isBlank() || COMMENT.matcher(lines[next]).matches())) {
      next++;
    }
    return next;
  }

  /** Directives come before anything else, even before another comment or an empty line. */
  private int readDirectives(String[] lines) {
    int at = 0;
    while (at < lines.length) {
      Matcher matcher = DIRECTIVE.matcher(lines[at]);
      String name = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
      if (!List.of(SYNTAX, "escape", "check").contains(name)) {
        break;
      }
      if (directives.put(name, new Directive(at + 1, matcher.group(2))) != null) {
        error(at + 1, SYNTAX, "The directive " + name + " is there twice.", "Keep one of them.");
      }
      at++;
    }
    Directive chosen = directives.get("escape");
    if (chosen != null && !chosen.value().equals("\\")) {
      error(
          chosen.line(),
          SYNTAX,
          "The desk knows no other escape character than \\.",
          "Leave the directive out.");
    }
    return at;
  }

  /**
   * @param next the line after the instruction
   * @return the line after what belongs to it
   */
  private int add(int line, String text, String[] lines, int next) {
    Matcher matcher = KEYWORD.matcher(text);
    if (!matcher.matches()) {
      return next;
    }
    String keyword = matcher.group(1).toUpperCase(Locale.ROOT);
    String rest = matcher.group(2).strip();
    Map<String, String> flags = new LinkedHashMap<>();
    Matcher flag = FLAG.matcher(rest);
    int end = 0;
    while (flag.find() && flag.start() == end) {
      flags.put(flag.group(1), flag.group(2) == null ? "" : flag.group(2));
      end = flag.end();
    }
    rest = rest.substring(end);
    int after = next;
    boolean heredoc = false;
    if (WITH_HEREDOC.contains(keyword)) {
      Deque<String> open = new ArrayDeque<>();
      HEREDOC
          .matcher(QUOTED.matcher(rest).replaceAll(""))
          .results()
          .forEach(found -> open.add(found.group()));
      heredoc = !open.isEmpty();
      after = skip(open, line, lines, next);
    }
    Words words = Words.of(rest);
    instructions.add(
        new Instruction(line, keyword, flags, rest, words.all(), words.json(), heredoc));
    return after;
  }

  private int skip(Deque<String> open, int line, String[] lines, int next) {
    int at = next;
    while (!open.isEmpty()) {
      Matcher wanted = HEREDOC.matcher(open.remove());
      wanted.matches();
      boolean indented = wanted.group().startsWith("<<-");
      while (at < lines.length
          && !(indented ? lines[at].replaceFirst("^\\t+", "") : lines[at])
              .equals(wanted.group(2))) {
        at++;
      }
      if (at >= lines.length) {
        error(
            line,
            SYNTAX,
            "What begins with <<" + wanted.group(2) + " does not end.",
            "Put " + wanted.group(2) + " alone on the line after it.");
      }
      at = Math.min(at + 1, lines.length);
    }
    return at;
  }

  private void error(int line, String rule, String message, String remedy) {
    findings.add(new Finding(line, ERROR, rule, message, remedy));
  }
}
