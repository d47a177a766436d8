package org.mcws.desk.sandbox.images;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tag, whose words say how its image behaves in the sandbox.
 *
 * @param text the tag
 */
record Tag(String text) {

  /** No registry has these: never pushed, and pushed once but deleted since. */
  private static final Set<String> NOT_THERE = Set.of("missing", "gone");

  /** Such images are for rehearsals and have no successors. */
  private static final Set<String> TROUBLE = Set.of("broken", "crash", "slow", "missing", "gone");

  private static final Pattern VERSION =
      Pattern.compile("(v?[0-9]+)\\.([0-9]{1,9})(?:\\.([0-9]{1,9}))?([-+].*)?");

  boolean exists() {
    return Collections.disjoint(words(), NOT_THERE);
  }

  /** The next patch and the next minor version, in the same variant; none if it is no version. */
  Stream<String> successors() {
    Matcher version = VERSION.matcher(text);
    if (!version.matches() || !Collections.disjoint(words(), TROUBLE)) {
      return Stream.empty();
    }
    String major = version.group(1);
    String minor = version.group(2);
    String patch = version.group(3);
    String variant = version.group(4) == null ? "" : version.group(4);
    String nextMinor = major + "." + next(minor) + (patch == null ? "" : ".0");
    String nextPatch = major + "." + minor + "." + (patch == null ? "1" : next(patch));
    return Stream.of(nextPatch + variant, nextMinor + variant);
  }

  private static String next(String number) {
    return String.valueOf(Long.parseLong(number) + 1);
  }

  private List<String> words() {
    return List.of(text.split("[-.]"));
  }
}
