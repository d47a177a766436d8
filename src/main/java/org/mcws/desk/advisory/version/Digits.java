package org.mcws.desk.advisory.version;

/** Numbers in versions, which may be longer than any that Java counts with. */
final class Digits {

  private Digits() {}

  /** Compares two texts of digits by their value. */
  static int compare(String one, String other) {
    String a = withoutLeadingZeros(one);
    String b = withoutLeadingZeros(other);
    return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
  }

  static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(Digits::isDigit);
  }

  static boolean isZero(String digits) {
    return withoutLeadingZeros(digits).isEmpty();
  }

  static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }

  static boolean isLetter(int character) {
    return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }
}
