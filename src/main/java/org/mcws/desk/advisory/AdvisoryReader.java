package org.mcws.desk.advisory;

import org.mcws.desk.advisory.format.DocumentReader;
import org.mcws.desk.advisory.format.Formats;
import org.mcws.desk.advisory.format.Part;
import org.springframework.stereotype.Component;

/** Recognises an advisory's format by its content and reads it. */
@Component
public class AdvisoryReader {

  /**
   * Reads a document as it was published.
   *
   * @param document JSON or, for the formats that are published so, YAML
   * @throws org.mcws.desk.engine.InvalidInput naming the JSON pointer of what is wrong
   */
  public Advisory read(String document) {
    return Formats.read(Part.whole(DocumentReader.read(document)));
  }
}
