package org.mcws.desk.sandbox.consul;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.mcws.desk.sandbox.Snapshot;

/** Keys and their values, which change in transactions. */
final class KeyStore {

  private final Snapshot<State> snapshot;
  private NavigableMap<String, Entry> entries;
  private long index;

  /**
   * @param index of the last change
   */
  record State(long index, List<Entry> entries) {}

  /**
   * @param createIndex of the change that made the key
   * @param modifyIndex of the last change of its value
   */
  record Entry(String key, byte[] value, long flags, long createIndex, long modifyIndex) {

    @JsonIgnore
    String text() {
      return new String(value, StandardCharsets.UTF_8);
    }
  }

  KeyStore(Path folder) {
    this.snapshot = new Snapshot<>(folder.resolve("keys.json"), State.class);
    this.entries = new TreeMap<>();
    snapshot
        .load()
        .ifPresent(
            state -> {
              index = state.index();
              state.entries().forEach(entry -> entries.put(entry.key(), entry));
            });
  }

  synchronized Optional<Entry> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized Collection<Entry> below(String prefix) {
    return List.copyOf(new Draft(entries, index).below(prefix).values());
  }

  /**
   * Changes keys; if this fails none of them.
   *
   * @param work throws to leave everything as it is
   */
  synchronized <T> T change(Function<Draft, T> work) {
    Draft draft = new Draft(new TreeMap<>(entries), index + 1);
    T result = work.apply(draft);
    if (!draft.entries.equals(entries)) {
      entries = draft.entries;
      index = draft.index;
      snapshot.save(new State(index, List.copyOf(entries.values())));
    }
    return result;
  }

  /** The keys as a transaction leaves them. */
  static final class Draft {

    private final NavigableMap<String, Entry> entries;
    private final long index;

    private Draft(NavigableMap<String, Entry> entries, long index) {
      this.entries = entries;
      this.index = index;
    }

    /** The index of the last change of a key, 0 if it is not there. */
    long index(String key) {
      return find(key).map(Entry::modifyIndex).orElse(0L);
    }

    Optional<Entry> find(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    NavigableMap<String, Entry> below(String prefix) {
      return entries.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    Entry set(String key, byte[] value, long flags) {
      long created = find(key).map(Entry::createIndex).orElse(index);
      Entry entry = new Entry(key, value, flags, created, index);
      entries.put(key, entry);
      return entry;
    }

    void delete(String key) {
      entries.remove(key);
    }

    void deleteBelow(String prefix) {
      below(prefix).clear();
    }
  }
}
