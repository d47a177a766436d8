package org.mcws.desk.platform.dns.update;

import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;

/**
 * Where a zone's marks are: all below one label at the top of the zone, so that {@code
 * www.example.org} has its mark at {@code www._mcws-desk.example.org}. Beside the records there
 * would be no room for it under a CNAME, below them it would be out of sight under a delegation or
 * a DNAME, and would take away what a wildcard says of its name.
 *
 * @param zone absolute
 */
record Registry(Name zone) {

  private static final Name LABEL = Name.fromConstantString("_mcws-desk");

  /** Where the mark for this name of the zone is; empty if that would be too long. */
  Optional<Name> placeFor(Name name) {
    return joined(LABEL, zone)
        .flatMap(top -> name.equals(zone) ? Optional.of(top) : joined(name.relativize(zone), top));
  }

  /** Whether nothing but marks may have this name of the zone. */
  boolean isReserved(Name name) {
    return placeFor(zone).filter(name::subdomain).isPresent();
  }

  /** For which name the mark at this place is. */
  Name nameAt(Name place) {
    Name top = placeFor(zone).orElseThrow();
    return place.equals(top) ? zone : joined(place.relativize(top), zone).orElseThrow();
  }

  private static Optional<Name> joined(Name below, Name above) {
    try {
      return Optional.of(Name.concatenate(below, above));
    } catch (NameTooLongException e) {
      return Optional.empty();
    }
  }
}
