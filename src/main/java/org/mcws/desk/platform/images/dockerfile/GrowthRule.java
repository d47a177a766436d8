package org.mcws.desk.platform.images.dockerfile;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * No variable grows beyond what a program could be given. A few lines of which each has the one
 * before ten times would fill the memory of whoever works them out.
 */
final class GrowthRule implements Rule {

  private static final int LONGEST = 32_000;
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

  @Override
  public void check(Dockerfile file, Expectations wanted, Findings found) {
    Map<String, Long> lengths = new HashMap<>();
    for (Instruction instruction : file.instructions()) {
      if (instruction.is("ARG") || instruction.is("ENV")) {
        boolean pairs = instruction.is("ARG") || instruction.first().indexOf('=') > 0;
        long total = 0;
        for (String word : instruction.words()) {
          int equals = word.indexOf('=');
          long length = length(word, lengths);
          total += length;
          if (pairs && equals > 0) {
            lengths.merge(word.substring(0, equals), length, Math::max);
          }
        }
        if (!pairs) {
          lengths.merge(instruction.first(), total, Math::max);
        }
        if (total > LONGEST) {
          found.error(
              instruction.line(),
              "tooLong",
              "The variables here come to more than " + LONGEST + " characters.",
              "Put long texts into files.");
          return;
        }
      }
    }
  }

  private static long length(String word, Map<String, Long> lengths) {
    long length = word.length();
    Matcher matcher = VARIABLE.matcher(word);
    while (matcher.find()) {
      length += lengths.getOrDefault(matcher.group(1), 0L);
    }
    return length;
  }
}
