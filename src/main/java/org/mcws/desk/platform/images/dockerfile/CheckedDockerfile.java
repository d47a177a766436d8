package org.mcws.desk.platform.images.dockerfile;

import java.util.List;
import java.util.Optional;
import org.mcws.desk.platform.images.dockerfile.Finding.Level;

/**
 * What came of looking at a Dockerfile.
 *
 * @param findings what is to be said of it, in the order of the lines
 * @param plain what may be built; empty if there is an error among the findings
 */
public record CheckedDockerfile(List<Finding> findings, Optional<PlainDockerfile> plain) {

  public CheckedDockerfile {
    findings = List.copyOf(findings);
  }

  /** What stands in the way of building it. */
  public List<Finding> errors() {
    return findings.stream().filter(finding -> finding.level() == Level.ERROR).toList();
  }
}
