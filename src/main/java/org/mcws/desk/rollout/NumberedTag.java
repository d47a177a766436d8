package org.mcws.desk.rollout;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An image's tag that begins with numbers, such as {@code v1.4.2-alpine}.
 *
 * @param prefix what stands before the numbers: {@code v} or nothing
 * @param numbers the numbers, the most important first
 * @param variant what stands after them
 */
record NumberedTag(String prefix, List<BigInteger> numbers, String variant)
    implements Comparable<NumberedTag> {

  private static final Pattern TAG = Pattern.compile("(v?)([0-9]+(?:\\.[0-9]+)*)(.*)");

  static Optional<NumberedTag> of(String tag) {
    Matcher matcher = TAG.matcher(tag);
    return matcher.matches()
        ? Optional.of(
            new NumberedTag(
                matcher.group(1),
                Arrays.stream(matcher.group(2).split("\\.")).map(BigInteger::new).toList(),
                matcher.group(3)))
        : Optional.empty();
  }

  /** Whether the other is another version of the same: as many numbers, and the same variant. */
  boolean hasShapeOf(NumberedTag other) {
    return prefix.equals(other.prefix)
        && variant.equals(other.variant)
        && numbers.size() == other.numbers.size();
  }

  boolean hasFirstNumberOf(NumberedTag other) {
    return numbers.get(0).equals(other.numbers.get(0));
  }

  /** The tag of the same variant with other numbers. */
  String withNumbersOf(NumberedTag other) {
    return prefix
        + other.numbers.stream().map(BigInteger::toString).collect(Collectors.joining("."))
        + variant;
  }

  @Override
  public int compareTo(NumberedTag other) {
    return Arrays.compare(
        numbers.toArray(BigInteger[]::new),
        other.numbers.toArray(BigInteger[]::new),
        Comparator.naturalOrder());
  }
}
