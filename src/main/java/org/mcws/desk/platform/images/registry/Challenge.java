package org.mcws.desk.platform.images.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry wants before it answers ({@code WWW-Authenticate}).
 *
 * @param scheme {@code bearer} or {@code basic}
 * @param parameters such as realm, service and scope
 */
record Challenge(String scheme, Map<String, String> parameters) {

  static final String BEARER = "bearer";
  static final String BASIC = "basic";

  private static final Pattern PARAMETER =
      Pattern.compile("([A-Za-z_]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\",\\s]+))");

  /** The challenge that the desk can meet, tokens before passwords; empty if there is none. */
  static Optional<Challenge> best(List<String> headers) {
    List<Challenge> all = headers.stream().map(Challenge::parse).toList();
    return all.stream()
        .filter(challenge -> challenge.scheme().equals(BEARER))
        .findFirst()
        .or(() -> all.stream().filter(c -> c.scheme().equals(BASIC)).findFirst());
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
  }

  private static Challenge parse(String header) {
    String text = header.strip();
    int space = text.indexOf(' ');
    Map<String, String> parameters = new HashMap<>();
    if (space > 0) {
      Matcher matcher = PARAMETER.matcher(text.substring(space));
      while (matcher.find()) {
        parameters.put(
            matcher.group(1).toLowerCase(Locale.ROOT),
            matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
    }
    String scheme = space > 0 ? text.substring(0, space) : text;
    return new Challenge(scheme.toLowerCase(Locale.ROOT), parameters);
  }
}
