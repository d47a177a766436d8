package org.mcws.desk.configuration;

import java.time.Instant;
import java.util.Map;
import org.mcws.desk.platform.hosting.Settings;

/**
 * What a service's program is told when it starts.
 *
 * @param revision from 1 upwards, of one service in one environment
 * @param variables values by names
 * @param secrets values by names; no name is that of a variable
 * @param hash the same for the same variables and secrets of a service, and no help to guess them
 * @param changedBy the account of who has changed it to this
 */
public record Configuration(
    int revision,
    Map<String, String> variables,
    Map<String, String> secrets,
    String hash,
    String changedBy,
    Instant changedAt) {

  public Configuration {
    variables = Map.copyOf(variables);
    secrets = Map.copyOf(secrets);
  }

  /** The same for the hosting platform, which tells them apart by the revision. */
  public Settings settings() {
    return new Settings(variables, secrets, String.valueOf(revision));
  }

  /** Names only: values of variables may be private, too. */
  @Override
  public String toString() {
    return "Configuration[revision="
        + revision
        + ", variables="
        + variables.keySet()
        + ", secrets="
        + secrets.keySet()
        + "]";
  }
}
