package org.mcws.desk.status.board;

/**
 * A service by the names that the public knows it by.
 *
 * @param community its community's slug
 * @param label its host, or its name if it has none
 */
public record ServiceName(String id, String community, String communityName, String label) {

  /** Such as {@code www.gulls.example (Community of Gulls)}. */
  public String inFull() {
    return label + " (" + communityName + ")";
  }
}
