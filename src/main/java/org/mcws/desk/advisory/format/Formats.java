package org.mcws.desk.advisory.format;

import java.util.List;
import org.mcws.desk.advisory.Advisory;
import org.mcws.desk.engine.InvalidInput;

/** All formats that the desk knows. */
public final class Formats {

  /** The first that recognises a document reads it. */
  private static final List<Format> ALL =
      List.of(
          new CycloneDxFormat(),
          new OpenVexFormat(),
          new CsafFormat(),
          new TrivyFormat(),
          new GrypeFormat(),
          new GithubFormat(),
          new RubyFormat(),
          new FriendsOfPhpFormat(),
          new OsvFormat(),
          new ManualFormat());

  private static final String REMEDY =
      "The document is of none of the formats that the desk knows: OSV, GitHub's advisories,"
          + " ruby-advisory-db, FriendsOfPHP, CSAF 2.0, OpenVEX, Trivy, Grype, CycloneDX, or the few"
          + " fields by hand (id, title, package, affected, fixed, cvss, exploited).";

  private Formats() {}

  /**
   * Reads a document of whichever format.
   *
   * @throws InvalidInput naming the JSON pointer of what is wrong
   */
  public static Advisory read(Part document) {
    return ALL.stream()
        .filter(format -> format.recognises(document))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("/", REMEDY))
        .read(document);
  }
}
