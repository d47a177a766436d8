package org.mcws.desk.advisory.format;

import org.mcws.desk.advisory.Advisory;

/** One way in which security problems are published. */
public interface Format {

  /** Whether the document is of this format, as far as its outline tells. */
  boolean recognises(Part document);

  /**
   * Reads a document that it recognised.
   *
   * @throws org.mcws.desk.engine.InvalidInput naming the JSON pointer of what is wrong
   */
  Advisory read(Part document);
}
