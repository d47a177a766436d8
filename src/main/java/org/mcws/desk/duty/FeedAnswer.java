package org.mcws.desk.duty;

/**
 * What the calendar's server has answered.
 *
 * @param body the file; null if it is the same as before
 * @param etag by which to ask next time, or null
 * @param lastModified by which to ask next time, or null
 */
record FeedAnswer(byte[] body, String etag, String lastModified) {

  static final FeedAnswer UNCHANGED = new FeedAnswer(null, null, null);

  boolean isChanged() {
    return body != null;
  }
}
