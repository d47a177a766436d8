package org.mcws.desk.platform.dns.update;

import java.util.Comparator;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/**
 * Which record set of a zone.
 *
 * @param name absolute; capitals make no difference
 * @param type as a number, as in {@link Type}
 */
record SetId(Name name, int type) implements Comparable<SetId> {

  private static final Comparator<SetId> ORDER =
      Comparator.comparing(SetId::name).thenComparingInt(SetId::type);

  static SetId of(Record record) {
    return new SetId(record.getName(), record.getType());
  }

  @Override
  public int compareTo(SetId other) {
    return ORDER.compare(this, other);
  }

  /** For people, such as {@code www.example.org A}. */
  @Override
  public String toString() {
    return name.toString(true) + " " + Type.string(type);
  }
}
