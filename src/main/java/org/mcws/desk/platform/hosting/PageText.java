package org.mcws.desk.platform.hosting;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;

/** Looks for a text in a page, and reads no further than it must: a hostile page never ends. */
final class PageText {

  static final int MOST_BYTES = 256 * 1024;

  private static final int PIECE = 8192;

  private PageText() {}

  /**
   * Whether the text comes within the page's first 256 KiB.
   *
   * @throws IOException if the page breaks off before
   */
  static boolean isIn(InputStream page, Charset charset, String text) throws IOException {
    Reader reader = new InputStreamReader(new Beginning(page), charset);
    StringBuilder read = new StringBuilder();
    char[] piece = new char[PIECE];
    for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
      // It may have begun in the piece before.
      int from = Math.max(0, read.length() - text.length());
      read.append(piece, 0, n);
      if (read.indexOf(text, from) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Ends after so many bytes. */
  private static final class Beginning extends FilterInputStream {

    private int left = MOST_BYTES;

    Beginning(InputStream whole) {
      super(whole);
    }

    @Override
    public int read() throws IOException {
      int one = left == 0 ? -1 : super.read();
      left -= one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = left == 0 ? -1 : super.read(into, offset, Math.min(left, length));
      left -= Math.max(0, n);
      return n;
    }
  }
}
