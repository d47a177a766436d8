package org.mcws.desk.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The examples that lie in the resources' folder {@code starters}, one folder each. */
@Component
public class Starters {

  private static final String FOLDER = "starters/";
  private static final String FACTS = "starter.yaml";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private record Example(Starter starter, Map<String, byte[]> files) {}

  private final Map<String, Example> examples = new LinkedHashMap<>();

  Starters() throws IOException {
    Map<String, Map<String, byte[]>> folders = new TreeMap<>();
    for (Resource file :
        new PathMatchingResourcePatternResolver().getResources("classpath:" + FOLDER + "*/**")) {
      if (file.isReadable()) {
        String path = path(file);
        int slash = path.indexOf('/');
        try (InputStream content = file.getInputStream()) {
          folders
              .computeIfAbsent(path.substring(0, slash), id -> new TreeMap<>())
              .put(path.substring(slash + 1), content.readAllBytes());
        }
      }
    }
    for (Map.Entry<String, Map<String, byte[]>> folder : folders.entrySet()) {
      ObjectNode facts = (ObjectNode) YAML.readTree(folder.getValue().remove(FACTS));
      facts.put("id", folder.getKey());
      examples.put(
          folder.getKey(), new Example(YAML.treeToValue(facts, Starter.class), folder.getValue()));
    }
  }

  /** All of them, by their names. */
  public List<Starter> all() {
    return examples.values().stream()
        .map(Example::starter)
        .sorted(Comparator.comparing(Starter::name))
        .toList();
  }

  public Optional<Starter> find(String id) {
    return Optional.ofNullable(examples.get(id)).map(Example::starter);
  }

  /**
   * Its files by their paths, the Dockerfile among them.
   *
   * @throws java.util.NoSuchElementException if there is no such starter
   */
  Map<String, byte[]> files(String id) {
    return Optional.ofNullable(examples.get(id)).map(Example::files).orElseThrow();
  }

  String dockerfile(String id) {
    return new String(files(id).get(BuildFiles.DOCKERFILE), StandardCharsets.UTF_8);
  }

  /** The ids, for sentences. */
  public String ids() {
    return examples.keySet().stream().collect(Collectors.joining(", "));
  }

  private static String path(Resource file) {
    try {
      String url = file.getURL().toString();
      return url.substring(url.lastIndexOf("/" + FOLDER) + FOLDER.length() + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
