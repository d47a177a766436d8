package org.mcws.desk.sandbox.images;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.sandbox.images.Journal.Entry;
import org.mcws.desk.sandbox.images.Journal.Kind;

/** All images of all registries: the sandbox's one stands for every one there is. */
final class ImageStore {

  /** What the desk's blueprints are made from, so that their next versions are known, too. */
  private static final Map<String, String> FIRST =
      Map.of(
          "docker.io/library/wordpress", "6.8.3-php8.3-apache",
          "docker.io/nginxinc/nginx-unprivileged", "1.29-alpine");

  private final Map<String, ImageRepository> repositories = new HashMap<>();
  private final Journal journal;

  ImageStore(Journal journal) {
    this.journal = journal;
  }

  synchronized void load() {
    FIRST.forEach((repository, tag) -> repository(repository).ask(tag));
    journal.read().forEach(this::apply);
  }

  /**
   * @param repository with its registry, such as {@code docker.io/library/wordpress}
   * @param reference tag or digest
   */
  synchronized Optional<Manifest> find(String repository, String reference) {
    if (reference.contains(":")) {
      return Optional.ofNullable(repositories.get(repository))
          .flatMap(known -> known.digested(reference));
    }
    Optional<Manifest> manifest = repository(repository).tagged(reference);
    if (manifest.isPresent() && repository(repository).ask(reference)) {
      journal.append(new Entry(Kind.ASKED, repository, reference, null));
    }
    return manifest;
  }

  /** Empty if nobody has asked for or pushed any. */
  synchronized List<String> tags(String repository) {
    return Optional.ofNullable(repositories.get(repository))
        .map(ImageRepository::tags)
        .orElse(List.of());
  }

  synchronized void push(String repository, String reference, Manifest manifest) {
    happen(new Entry(Kind.PUSHED, repository, reference, manifest));
  }

  /**
   * @return whether it was there
   */
  synchronized boolean remove(String repository, String reference) {
    if (find(repository, reference).isEmpty()) {
      return false;
    }
    happen(new Entry(Kind.REMOVED, repository, reference, null));
    return true;
  }

  private void happen(Entry entry) {
    journal.append(entry);
    apply(entry);
  }

  private void apply(Entry entry) {
    ImageRepository repository = repository(entry.repository());
    switch (entry.kind()) {
      case ASKED -> repository.ask(entry.reference());
      case PUSHED -> repository.push(entry.reference(), entry.manifest());
      case REMOVED -> repository.remove(entry.reference());
      default -> throw new IllegalStateException(entry.kind().toString());
    }
  }

  private ImageRepository repository(String name) {
    return repositories.computeIfAbsent(name, ImageRepository::new);
  }
}
