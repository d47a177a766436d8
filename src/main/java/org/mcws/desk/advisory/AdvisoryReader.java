package org.mcws.desk.advisory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.mcws.desk.advisory.format.DocumentReader;
import org.mcws.desk.advisory.format.Formats;
import org.mcws.desk.advisory.format.Part;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Recognises an advisory's format by its content and reads it. */
@Component
public class AdvisoryReader {

  /** How long a document may be, in bytes. */
  public static final int LONGEST = DocumentReader.LONGEST;

  /**
   * Reads a document as it was published.
   *
   * @param document JSON or, for the formats that are published so, YAML
   * @throws org.mcws.desk.engine.InvalidInput naming the JSON pointer of what is wrong
   */
  public Advisory read(String document) {
    return Formats.read(Part.whole(DocumentReader.read(document)));
  }

  /**
   * Takes a document as it comes in, and no more of it than one may have.
   *
   * @param body text in UTF-8
   * @throws org.mcws.desk.engine.InvalidInput if it is too long or not in UTF-8
   */
  public String receive(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new InvalidInput(
          "/", "The document is longer than " + LONGEST / 1_000_000 + " million bytes.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidInput("/", "The document is not in UTF-8.");
    }
  }
}
