package org.mcws.desk.sandbox.mail;

import java.util.Comparator;
import java.util.Locale;

/**
 * Where mail to an address goes instead.
 *
 * @param type how James names the reason
 * @param mapping the address it goes to
 */
record MailMapping(Type type, String mapping) implements Comparable<MailMapping> {

  private static final Comparator<MailMapping> ORDER =
      Comparator.comparing(MailMapping::type).thenComparing(MailMapping::mapping);

  @Override
  public int compareTo(MailMapping other) {
    return ORDER.compare(this, other);
  }

  /** As James writes it in its messages, such as {@code group:a@b.example}. */
  @Override
  public String toString() {
    return type.name().toLowerCase(Locale.ROOT) + ":" + mapping;
  }

  /** The reasons that the API can make, in James' order. */
  enum Type {
    Group,
    Forward,
    Alias
  }
}
