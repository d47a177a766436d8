package org.mcws.desk.sandbox.mail;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.mcws.desk.sandbox.Snapshot;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder.SecretKeyFactoryAlgorithm;

/**
 * The domains, users, quotas and mappings, saved before any change is answered. Names are
 * lower-case.
 */
final class MailDirectory {

  /** As many rounds as James 3.8 makes; the sandbox hides passwords from a glance, not a thief. */
  private final Pbkdf2PasswordEncoder passwords =
      new Pbkdf2PasswordEncoder("", 16, 1000, SecretKeyFactoryAlgorithm.PBKDF2WithHmacSHA512);

  private final Snapshot<MailState> snapshot;
  private final MailState state;

  MailDirectory(Snapshot<MailState> snapshot) {
    this.snapshot = snapshot;
    this.state = snapshot.load().orElseGet(MailState::empty);
  }

  synchronized List<String> domains() {
    return List.copyOf(state.domains());
  }

  synchronized boolean serves(String domain) {
    return state.domains().contains(domain);
  }

  synchronized void addDomain(String domain) {
    if (!serves(domain)) {
      state.domains().add(domain);
      save();
    }
  }

  /** Removes the domain only: like James, its users and mappings stay. */
  synchronized void removeDomain(String domain) {
    if (state.domains().remove(domain)) {
      save();
    }
  }

  synchronized List<String> users() {
    return List.copyOf(state.passwords().keySet());
  }

  synchronized boolean hasUser(String user) {
    return state.passwords().containsKey(user);
  }

  synchronized void setPassword(String user, String password) {
    state.passwords().put(user, passwords.encode(password));
    save();
  }

  synchronized boolean isPassword(String user, String password) {
    String hash = state.passwords().get(user);
    return hash != null && passwords.matches(password, hash);
  }

  /** Removes the user only: like James, the quota, the mappings and the mail stay. */
  synchronized void removeUser(String user) {
    if (state.passwords().remove(user) != null) {
      save();
    }
  }

  synchronized SortedSet<String> folders(String user) {
    return new TreeSet<>(state.folders().getOrDefault(user, new TreeSet<>()));
  }

  synchronized void addFolder(String user, String folder) {
    if (state.folders().computeIfAbsent(user, key -> new TreeSet<>()).add(folder)) {
      save();
    }
  }

  /** Removes the folder and those below it. */
  synchronized void removeFolder(String user, String folder) {
    TreeSet<String> folders = state.folders().getOrDefault(user, new TreeSet<>());
    if (folders.removeIf(name -> name.equals(folder) || name.startsWith(folder + "."))) {
      save();
    }
  }

  synchronized void removeFolders(String user) {
    if (state.folders().remove(user) != null) {
      save();
    }
  }

  synchronized MailState.Quota quota(String user) {
    return state.quotas().getOrDefault(user, MailState.Quota.NONE);
  }

  synchronized void setQuota(String user, MailState.Quota quota) {
    state.quotas().put(user, quota);
    save();
  }

  synchronized Map<String, SortedSet<MailMapping>> mappings() {
    Map<String, SortedSet<MailMapping>> copy = new TreeMap<>();
    state.mappings().forEach((source, mappings) -> copy.put(source, new TreeSet<>(mappings)));
    return copy;
  }

  synchronized SortedSet<MailMapping> mappings(String source) {
    return new TreeSet<>(state.mappings().getOrDefault(source, new TreeSet<>()));
  }

  /** The addresses that have such a mapping. */
  synchronized List<String> sources(MailMapping.Type type) {
    return state.mappings().keySet().stream()
        .filter(source -> !targets(source, type).isEmpty())
        .sorted()
        .toList();
  }

  /** Where such mappings of an address lead. */
  synchronized List<String> targets(String source, MailMapping.Type type) {
    return mappings(source).stream()
        .filter(mapping -> mapping.type() == type)
        .map(MailMapping::mapping)
        .toList();
  }

  synchronized void addMapping(String source, MailMapping mapping) {
    state.mappings().computeIfAbsent(source, key -> new TreeSet<>()).add(mapping);
    save();
  }

  synchronized void removeMapping(String source, MailMapping mapping) {
    TreeSet<MailMapping> mappings = state.mappings().getOrDefault(source, new TreeSet<>());
    if (mappings.remove(mapping)) {
      if (mappings.isEmpty()) {
        state.mappings().remove(source);
      }
      save();
    }
  }

  /** Looks and changes without anybody in between. */
  synchronized <T> T atomically(Supplier<T> work) {
    return work.get();
  }

  private void save() {
    snapshot.save(state);
  }
}
