package org.mcws.desk.sandbox.images;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The images of one name. */
final class ImageRepository {

  private final String name;
  private final Map<String, Manifest> pushed = new HashMap<>();
  private final Set<String> removed = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private final Map<String, Manifest> byDigest = new HashMap<>();

  ImageRepository(String name) {
    this.name = name;
  }

  /** What is there under a tag: everything that was not removed and is not said to be missing. */
  Optional<Manifest> tagged(String tag) {
    if (pushed.containsKey(tag)) {
      return Optional.of(pushed.get(tag));
    }
    return removed.contains(tag) || !new Tag(tag).exists()
        ? Optional.empty()
        : Optional.of(Manifest.madeUp(name, tag));
  }

  Optional<Manifest> digested(String digest) {
    return Optional.ofNullable(byDigest.get(digest));
  }

  /**
   * Remembers that somebody has found this tag.
   *
   * @return whether that is new
   */
  boolean ask(String tag) {
    tagged(tag).ifPresent(manifest -> byDigest.put(manifest.digest(), manifest));
    return asked.add(tag);
  }

  void push(String reference, Manifest manifest) {
    byDigest.put(manifest.digest(), manifest);
    if (!reference.contains(":")) {
      pushed.put(reference, manifest);
      removed.remove(reference);
    }
  }

  /** Removes a tag, or a manifest with all its tags. */
  void remove(String reference) {
    List<String> tags = List.of(reference);
    if (reference.contains(":")) {
      byDigest.remove(reference);
      tags =
          Stream.concat(asked.stream(), pushed.keySet().stream())
              .distinct()
              .filter(tag -> tagged(tag).filter(m -> m.digest().equals(reference)).isPresent())
              .toList();
    }
    tags.forEach(pushed::remove);
    removed.addAll(tags);
  }

  /** The tags that were asked for or pushed, and the versions that may come next; in order. */
  List<String> tags() {
    List<String> known =
        Stream.concat(asked.stream(), pushed.keySet().stream())
            .filter(tag -> tagged(tag).isPresent())
            .toList();
    return Stream.concat(known.stream(), known.stream().flatMap(tag -> new Tag(tag).successors()))
        .filter(tag -> tagged(tag).isPresent())
        .distinct()
        .sorted()
        .toList();
  }
}
