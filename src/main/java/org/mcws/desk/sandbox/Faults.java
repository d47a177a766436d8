package org.mcws.desk.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a sandbox server misbehaves: faults in the order they were added, each until it is spent. */
public final class Faults {

  private final List<Fault> faults = new ArrayList<>();

  public synchronized void add(Fault fault) {
    faults.add(fault);
  }

  public synchronized void clear() {
    faults.clear();
  }

  /** The faults that are not spent. */
  public synchronized List<Fault> pending() {
    return List.copyOf(faults);
  }

  synchronized Optional<Fault> strike(String method, String path, String body) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (fault.strikes(method, path, body)) {
        Fault left = fault.spent();
        if (left == null) {
          faults.remove(i);
        } else {
          faults.set(i, left);
        }
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
