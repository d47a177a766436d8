package org.mcws.desk.sandbox.mail;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/**
 * Follows groups, forwards and aliases as James' recipient rewrite table does: each address is
 * replaced by what it maps to until nothing maps any further.
 */
final class MailRewriting {

  /** As in James' default configuration. */
  private static final int LIMIT = 10;

  private final MailDirectory directory;

  MailRewriting(MailDirectory directory) {
    this.directory = directory;
  }

  /**
   * The addresses at which mail to this one ends; itself if nothing maps it.
   *
   * @throws TooManyMappings if there are more steps than James follows
   */
  Set<String> ends(String address) {
    Set<String> mapped = resolve(address.toLowerCase(Locale.ROOT), LIMIT);
    return mapped.isEmpty() ? Set.of(address) : mapped;
  }

  /** Whether mail to the target would come back to the source, as far as James notices. */
  boolean leadsBack(String source, String target) {
    return resolve(target.toLowerCase(Locale.ROOT), LIMIT).stream()
        .anyMatch(source::equalsIgnoreCase);
  }

  private Set<String> resolve(String address, int limit) {
    if (limit == 0) {
      throw new TooManyMappings();
    }
    SortedSet<MailMapping> mappings = directory.mappings(address);
    Set<String> ends = new LinkedHashSet<>();
    for (MailMapping mapping : mappings) {
      if (!mapping.mapping().equalsIgnoreCase(address)) {
        Set<String> further = resolve(mapping.mapping().toLowerCase(Locale.ROOT), limit - 1);
        ends.addAll(further.isEmpty() ? List.of(mapping.mapping()) : further);
      } else if (mapping.type() == MailMapping.Type.Forward) {
        ends.add(mapping.mapping());
      } else {
        // A group or an alias of itself switches all of the address's mappings off.
        return Set.of();
      }
    }
    return ends;
  }

  /** There are more steps than James follows. */
  static final class TooManyMappings extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyMappings() {
      super("554 Too many mappings to process");
    }
  }
}
