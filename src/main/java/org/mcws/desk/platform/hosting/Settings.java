package org.mcws.desk.platform.hosting;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What an app is told when it starts.
 *
 * <p>How a program finds a secret depends on the platform. Swarm puts it into the file {@code
 * /run/secrets/NAME}, which every user in the container may read, and names that file in the
 * variable {@code NAME_FILE}. Marathon puts it into the variable {@code NAME}.
 *
 * @param environment environment variables
 * @param secrets values that nobody but the program is to read, by the names it knows them under;
 *     each of {@value #LARGEST_SECRET} octets or less
 * @param revision which settings these are, in letters, digits and dashes: of one app the same
 *     revision always means the same settings. Empty for settings that have no secrets and are told
 *     apart by what they say.
 */
public record Settings(
    Map<String, String> environment, Map<String, String> secrets, String revision) {

  /** Docker takes no secret of 500 KiB or more. */
  static final int LARGEST_SECRET = 500 * 1024 - 1;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9-]*");
  private static final String FILE = "_FILE";

  /**
   * @throws IllegalArgumentException if a name, the size of a value or the revision is not as
   *     described, or if a variable would take the place of a secret
   */
  public Settings {
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
    check(REVISION.matcher(revision).matches(), revision + " cannot name a revision of settings");
    check(
        !revision.isEmpty() || secrets.isEmpty(), "settings with secrets need to name a revision");
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String name = secret.getKey();
      check(NAME.matcher(name).matches(), name + " cannot name a secret");
      int size = secret.getValue().getBytes(StandardCharsets.UTF_8).length;
      check(
          size > 0 && size <= LARGEST_SECRET,
          "the secret " + name + " has " + size + " octets, not 1 to " + LARGEST_SECRET);
      check(
          !environment.containsKey(name) && !environment.containsKey(fileVariable(name)),
          name + " is a secret, so neither it nor " + fileVariable(name) + " can be a variable");
    }
  }

  /** Variables alone, of no revision. */
  public static Settings of(Map<String, String> environment) {
    return new Settings(environment, Map.of(), "");
  }

  /** The variable that says in which file a secret is, where secrets are files. */
  public static String fileVariable(String secret) {
    return secret + FILE;
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong + ".");
    }
  }

  /** Shows of secrets only their names. */
  @Override
  public String toString() {
    return "Settings[environment="
        + environment
        + ", secrets="
        + new TreeSet<>(secrets.keySet())
        + ", revision="
        + revision
        + "]";
  }
}
