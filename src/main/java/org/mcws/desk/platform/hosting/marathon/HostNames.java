package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mcws.desk.platform.hosting.App;

/** How the edge in front of Marathon's apps is told which host names lead to which app. */
interface HostNames {

  Map<String, String> labels(App app);

  /**
   * Makes the edge know what the app's labels say, and no more. Repeating it changes nothing.
   *
   * @param app the app as Marathon has it
   */
  void follow(JsonNode app);

  /**
   * Makes the edge forget an app that is about to be removed. Repeating it changes nothing.
   *
   * @param app gives the app as Marathon has it, empty if it is not there
   */
  void forget(Supplier<Optional<JsonNode>> app);

  /** The host names of an app, in whichever way they were written. */
  static List<String> read(Map<String, String> labels) {
    String names =
        labels.getOrDefault(ConsulRules.LABEL, labels.getOrDefault(ProxyLabels.HOST_NAMES, ""));
    return Stream.of(names.split(",")).filter(name -> !name.isEmpty()).toList();
  }

  /** Whether a label is there for the edge. */
  static boolean isForEdge(String label) {
    return label.startsWith(ProxyLabels.PREFIX) || ConsulRules.LABELS.contains(label);
  }
}
