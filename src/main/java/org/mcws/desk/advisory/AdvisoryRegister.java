package org.mcws.desk.advisory;

import java.util.Optional;
import org.springframework.stereotype.Service;

/** The advisories that the desk was told of; each problem is known by all its ids. */
@Service
public class AdvisoryRegister {

  /**
   * Keeps the advisory, or what is new of one that is known under any of its ids.
   *
   * @return the id under which the desk keeps the problem: that of the document that came first
   */
  public String keep(Advisory advisory, String document) {
    throw new UnsupportedOperationException();
  }

  /** The newest word on a problem. */
  public Optional<Advisory> find(String anyId) {
    throw new UnsupportedOperationException();
  }
}
