package org.mcws.desk.configuration;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Variables and secrets, by their names. */
record Content(SortedMap<String, String> variables, SortedMap<String, String> secrets) {

  static final Content NONE = new Content(Map.of(), Map.of());

  Content {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
    secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
  }

  Content(Map<String, String> variables, Map<String, String> secrets) {
    this(new TreeMap<>(variables), new TreeMap<>(secrets));
  }

  Content withVariables(Map<String, String> others) {
    return new Content(others, secrets);
  }

  Content withSecret(String name, String value) {
    SortedMap<String, String> more = new TreeMap<>(secrets);
    more.put(name, value);
    return new Content(variables, more);
  }

  Content withoutSecret(String name) {
    SortedMap<String, String> less = new TreeMap<>(secrets);
    less.remove(name);
    return new Content(variables, less);
  }

  int size() {
    return variables.size() + secrets.size();
  }

  /** Names only. */
  @Override
  public String toString() {
    return "Content[variables=" + variables.keySet() + ", secrets=" + secrets.keySet() + "]";
  }
}
