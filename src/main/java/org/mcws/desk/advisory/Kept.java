package org.mcws.desk.advisory;

/**
 * What became of a document that the desk was told of.
 *
 * @param id the id under which the desk keeps the problem: that of the document that came first
 * @param outcome whether anything is new
 */
public record Kept(String id, Outcome outcome) {

  /** What was new about a document. */
  public enum Outcome {
    /** Nobody had told of the problem. */
    NEW,
    /** The problem was known; this is another publisher's word on it. */
    ANOTHER,
    /** It replaces what the same publisher said before. */
    NEWER,
    /** It is what is kept already. */
    SAME,
    /** The desk keeps a newer one of the same publisher; this one was put aside. */
    OLDER;

    /** Whether the desk knows something now that it did not before. */
    public boolean isNews() {
      return this == NEW || this == ANOTHER || this == NEWER;
    }
  }
}
