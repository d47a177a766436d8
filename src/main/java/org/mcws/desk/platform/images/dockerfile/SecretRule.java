package org.mcws.desk.platform.images.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * No secret is written into it: whoever has the image, or its history, has the secret. What looks
 * like one is never quoted.
 */
final class SecretRule implements Rule {

  private static final String RULE = "secret";
  private static final String REMEDY =
      "Take it out, change it where it was made, and give it to the service as a secret of its"
          + " environment.";

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)(?:.*(?:passw(?:or)?d|passphrase|secret)"
              + "|(?:.*[_-])?(?:token|(?:api|private|access|auth)_?key|credentials?))(?:[_-].*)?");

  /** A switch is no secret. */
  private static final Pattern SWITCH = Pattern.compile("(?i)true|false|yes|no|on|off|none|[01]");

  /** A name of something that leads to a secret and is none. */
  private static final Pattern HARMLESS =
      Pattern.compile("(?i).*(_file|_path|_dir|_url|_name|_id|_length|_ttl|_expir\\w*)");

  /** What services make their keys look like, so that they can be found. */
  private static final Pattern KEY =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY"
              + "|\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b" // Amazon
              + "|\\bgh[pousr]_[A-Za-z0-9]{36,}" // GitHub
              + "|\\bgithub_pat_[A-Za-z0-9_]{22,}"
              + "|\\bglpat-[A-Za-z0-9_-]{20,}" // GitLab
              + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}" // Slack
              + "|\\bAIza[0-9A-Za-z_-]{35}" // Google
              + "|\\b[0-9]{8,10}:[A-Za-z0-9_-]{35}\\b" // a Telegram bot
              + "|\\b[a-z]+://[^/\\s:@$]+:[^/\\s:@$]{3,}@"); // user and password in an address

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    for (Instruction instruction : file.instructions()) {
      if (KEY.matcher(instruction.arguments()).find()) {
        found.error(instruction.line(), RULE, "This line holds a key or password.", REMEDY);
      } else if (instruction.is("ENV") || instruction.is("ARG") || instruction.is("LABEL")) {
        pairs(instruction).forEach(pair -> check(instruction, pair, found));
      }
    }
  }

  private record Pair(String name, String value) {}

  private static void check(Instruction instruction, Pair pair, Findings found) {
    if (!NAME.matcher(pair.name()).matches() || HARMLESS.matcher(pair.name()).matches()) {
      return;
    }
    if (pair.value().isEmpty()) {
      if (instruction.is("ARG")) {
        found.warn(
            instruction.line(),
            RULE,
            "What is given for " + pair.name() + " can be read in the image's history.",
            "Use no secret while building; give it to the service when it runs.");
      }
    } else if (!pair.value().contains("$") && !SWITCH.matcher(pair.value()).matches()) {
      found.error(
          instruction.line(),
          RULE,
          instruction.keyword() + " gives " + pair.name() + " a value that all can read.",
          REMEDY);
    }
  }

  private static List<Pair> pairs(Instruction instruction) {
    List<String> words = instruction.words();
    if (!instruction.is("ARG") && words.size() >= 2 && words.get(0).indexOf('=') < 0) {
      return List.of(new Pair(words.get(0), words.get(1)));
    }
    List<Pair> pairs = new ArrayList<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      pairs.add(
          equals < 0
              ? new Pair(word, "")
              : new Pair(word.substring(0, equals), word.substring(equals + 1)));
    }
    return pairs;
  }
}
