package org.mcws.desk.sandbox.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Goes through a Dockerfile without running anything, and says what an engine would say. */
final class SandboxBuild {

  private static final Pattern FAILING =
      Pattern.compile("(?:^|[;&|\\s])(?:false|exit\\s+(\\d+))\\s*$");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)}?");
  private static final int SHORT = 12;

  private final Map<String, byte[]> files = new TreeMap<>();
  private final Map<String, String> arguments;
  private final Predicate<String> exists;
  private final Consumer<String> output;
  private final Map<String, String> labels = new HashMap<>();
  private final List<String> ports = new ArrayList<>();
  private final Map<String, byte[]> copied = new HashMap<>();
  private final Set<String> stages = new HashSet<>();
  private String base = "";

  /**
   * @param arguments values of {@code ARG}s
   * @param exists whether a registry has an image
   * @param output gets what is printed
   */
  SandboxBuild(Map<String, String> arguments, Predicate<String> exists, Consumer<String> output) {
    this.arguments = new HashMap<>(arguments);
    this.exists = exists;
    this.output = output;
  }

  /** A build that an engine would end with these words. */
  static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }

  /**
   * @param tar the files
   * @param dockerfile where among them the Dockerfile is
   * @throws Failure as an engine would fail
   */
  SandboxImage build(byte[] tar, String dockerfile) throws IOException {
    unpack(tar);
    byte[] text = files.get(dockerfile);
    if (text == null) {
      throw new Failure("Cannot locate specified Dockerfile: " + dockerfile);
    }
    List<String> steps = steps(new String(text, StandardCharsets.UTF_8));
    for (int i = 0; i < steps.size(); i++) {
      output.accept("Step " + (i + 1) + "/" + steps.size() + " : " + steps.get(i) + "\n");
      take(steps.get(i));
      String layer = DigestUtils.sha256Hex(base + steps.subList(0, i + 1) + copied.keySet());
      output.accept(" ---> " + layer.substring(0, SHORT) + "\n");
    }
    SortedMap<String, String> sums = new TreeMap<>();
    files.forEach((path, content) -> sums.put(path, DigestUtils.sha256Hex(content)));
    SandboxImage image = new SandboxImage(base, steps, labels, ports, copied, sums);
    output.accept(
        "Successfully built "
            + image.id().substring("sha256:".length(), "sha256:".length() + SHORT)
            + "\n");
    return image;
  }

  private void unpack(byte[] tar) throws IOException {
    try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      TarArchiveEntry entry = in.getNextEntry();
      while (entry != null) {
        files.put(entry.getName(), entry.isFile() ? in.readAllBytes() : new byte[0]);
        entry = in.getNextEntry();
      }
    }
  }

  private static List<String> steps(String text) {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.stripLeading().startsWith("#")) {
        continue;
      }
      boolean goesOn = line.stripTrailing().endsWith("\\");
      String part = line.strip();
      step.append(goesOn ? part.substring(0, part.length() - 1) : part);
      if (!goesOn) {
        steps.add(step.toString());
        step.setLength(0);
      }
    }
    return steps;
  }

  private void take(String step) {
    String[] parts = step.split("\\s+", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    switch (parts[0].toUpperCase(Locale.ROOT)) {
      case "FROM" -> from(rest.split("\\s+"));
      case "ARG" -> {
        int equals = rest.indexOf('=');
        if (equals > 0) {
          arguments.putIfAbsent(rest.substring(0, equals), rest.substring(equals + 1));
        }
      }
      case "RUN" -> run(rest);
      case "COPY", "ADD" -> copy(rest.split("\\s+"));
      case "EXPOSE" ->
          List.of(rest.split("\\s+")).forEach(p -> ports.add(p.contains("/") ? p : p + "/tcp"));
      case "LABEL" -> {
        int equals = rest.indexOf('=');
        if (equals > 0) {
          labels.put(rest.substring(0, equals), rest.substring(equals + 1).replace("\"", ""));
        }
      }
      default -> {
        // What only matters when it runs.
      }
    }
  }

  private void from(String[] words) {
    base = resolved(words[0].startsWith("--") ? words[1] : words[0]);
    if (!base.equals("scratch") && !stages.contains(base) && !exists.test(base)) {
      throw new Failure("manifest for " + base + " not found: manifest unknown: manifest unknown");
    }
    stages.add(words[words.length - 1]);
    labels.clear();
    ports.clear();
    copied.clear();
  }

  private void run(String command) {
    output.accept(
        " ---> Running in " + DigestUtils.sha256Hex(base + command).substring(0, SHORT) + "\n");
    Matcher failing = FAILING.matcher(command);
    if (failing.find() && !"0".equals(failing.group(1))) {
      throw new Failure(
          "The command '/bin/sh -c "
              + command
              + "' returned a non-zero code: "
              + (failing.group(1) == null ? "1" : failing.group(1)));
    }
    output.accept("(The sandbox runs nothing.)\n");
  }

  private void copy(String[] words) {
    List<String> paths = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--from=")) {
        return;
      }
      if (!word.startsWith("--")) {
        paths.add(word.replaceAll("[\\[\\]\",]", "").replaceFirst("^\\./", ""));
      }
    }
    String target = paths.remove(paths.size() - 1);
    for (String path : paths) {
      if (path.equals(".") || path.isEmpty() || path.contains("*") || path.contains("$")) {
        continue;
      }
      String plain = path.replaceFirst("^/", "").replaceFirst("/$", "");
      if (files.keySet().stream().noneMatch(f -> f.equals(plain) || f.startsWith(plain + "/"))) {
        throw new Failure(
            "COPY failed: file not found in build context or excluded by .dockerignore: stat "
                + plain
                + ": file does not exist");
      }
      if (files.containsKey(plain)) {
        copied.put(
            target.endsWith("/") ? target + plain.replaceFirst(".*/", "") : target,
            files.get(plain));
      }
    }
  }

  private String resolved(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(arguments.getOrDefault(found.group(1), "")));
  }
}
