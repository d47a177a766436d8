package org.mcws.desk.delivery;

/** What is delivered, in words. */
final class DeliveryWords {

  private static final int SHORT = 12;

  private DeliveryWords() {}

  /**
   * Such as {@code 4522cbcefc20: Mend the menu}, {@code release 3 again (4522cbcefc20)}, or {@code
   * Dockerfile by ana@hispano.test}.
   */
  static String what(Delivery delivery) {
    String commit = delivery.commit().map(DeliveryWords::shortened).orElse("");
    return delivery
        .release()
        .map(
            number ->
                "release " + number + " again" + (commit.isEmpty() ? "" : " (" + commit + ")"))
        .or(() -> delivery.dockerfile().map(text -> "Dockerfile by " + delivery.askedBy()))
        .orElseGet(() -> commit + delivery.title().map(title -> ": " + title).orElse(""));
  }

  /** As people name commits. */
  static String shortened(String commit) {
    return commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
  }
}
