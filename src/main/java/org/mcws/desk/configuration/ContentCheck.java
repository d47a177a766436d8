package org.mcws.desk.configuration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;

/** What is wrong with a change, found before it is made. No message has a value in it. */
final class ContentCheck {

  private static final int MOST = 100;
  private static final int LONGEST_VARIABLE = 8_000;
  private static final int LONGEST_SECRET = 64 * 1024;

  /** What the desk puts after a secret's name, for where the secret can be read. */
  private static final String FILE = "_FILE";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  /**
   * Marathon tells each program its host and ports, Mesos where it is and how to reach the agent
   * (by libprocess); DOCKER_ steers the machines' own programs, should they see it on the way.
   */
  private static final Pattern TAKEN =
      Pattern.compile("HOST|PORT[0-9]*|PORTS|(PORT|MESOS|MARATHON|LIBPROCESS|DOCKER)_.*");

  private final Content after;
  private final List<InvalidField> faults = new ArrayList<>();

  private ContentCheck(Content after) {
    this.after = after;
  }

  /**
   * @param after what a service would have with its new variables
   * @throws InvalidInput if it cannot have that
   */
  static void variables(Content after) {
    ContentCheck check = new ContentCheck(after);
    if (check.fits("/variables")) {
      after.variables().forEach(check::variable);
    }
    check.done();
  }

  /**
   * @param after what a service would have with this secret
   * @throws InvalidInput if it cannot have that
   */
  static void secret(String name, Content after) {
    ContentCheck check = new ContentCheck(after);
    check.fits("/name");
    check.name("/name", name);
    if (after.variables().containsKey(name)) {
      check.fault("/name", "'" + name + "' is a variable: remove that first, or take another name");
    }
    String file = name + FILE;
    if (after.variables().containsKey(file) || after.secrets().containsKey(file)) {
      check.fault(
          "/name",
          "'"
              + file
              + "' is there already, which will tell where the secret can be read: remove that"
              + " first, or take another name");
    }
    check.secretValue(after.secrets().get(name));
    check.done();
  }

  private void variable(String name, String value) {
    String field = "/variables/" + name.replace("~", "~0").replace("/", "~1");
    name(field, name);
    if (after.secrets().containsKey(name)) {
      fault(field, "'" + name + "' is a secret: remove that first, or take another name");
    }
    if (value == null) {
      fault(field, "the value is missing: give a text, which may be empty, or leave it all out");
      return;
    }
    if (value.length() > LONGEST_VARIABLE) {
      fault(field, "the value is too long: use at most 8,000 characters");
    }
    text(field, value);
  }

  private void secretValue(String value) {
    String field = "/value";
    // Docker keeps no empty secrets.
    if (value.isEmpty()) {
      fault(field, "the value is empty: give one, or remove the secret");
    }
    if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_SECRET) {
      fault(field, "the value is too long: use at most 64 KiB");
    }
    text(field, value);
  }

  private void name(String field, String name) {
    if (!NAME.matcher(name).matches()) {
      fault(
          field,
          "this is no name: use at most 100 letters from A to Z, digits and underscores, no digit"
              + " first");
    } else if (TAKEN.matcher(name).matches()) {
      fault(field, "'" + name + "' is a name that the platform uses itself: take another one");
    }
    if (name.endsWith(FILE)) {
      String secret = name.substring(0, name.length() - FILE.length());
      if (after.secrets().containsKey(secret)) {
        fault(
            field,
            "'" + name + "' will tell where the secret '" + secret + "' can be read: take another");
      }
    }
  }

  private void text(String field, String value) {
    if (value.chars().anyMatch(one -> Character.isISOControl(one) && one != '\n' && one != '\t')) {
      fault(
          field,
          "the value has a control character other than newline and tab: remove it; what comes"
              + " from Windows needs the line ends of Unix, and what is no text can be sent in"
              + " Base64");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      fault(field, "the value has half of a character: send whole ones");
    }
  }

  private boolean fits(String field) {
    if (after.size() <= MOST) {
      return true;
    }
    fault(
        field,
        "these would be "
            + after.size()
            + " variables and secrets: use at most "
            + MOST
            + " of both together");
    return false;
  }

  private void fault(String field, String message) {
    faults.add(
        new InvalidField(
            field, Character.toUpperCase(message.charAt(0)) + message.substring(1) + "."));
  }

  private void done() {
    if (!faults.isEmpty()) {
      throw new InvalidInput(faults);
    }
  }
}
