package org.mcws.desk.sandbox;

import java.util.List;
import java.util.function.Supplier;
import org.mcws.desk.settings.DeskSettings;

final class SandboxServers {
  static final String OUTSIDE_PASSWORD = "x";

  static List<Supplier<SandboxServer>> of(SandboxSettings settings, DeskSettings desk) {
    return List.of();
  }
}
