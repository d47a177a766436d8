package org.mcws.desk.inventory;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What somebody uploads, as long as it is not too much. */
final class LimitedUpload extends FilterInputStream {

  private static final long MOST = 20L * 1024 * 1024;

  private long taken;

  LimitedUpload(InputStream upload) {
    super(upload);
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) {
    taken += read;
    if (taken > MOST) {
      throw new ResponseStatusException(
          HttpStatus.PAYLOAD_TOO_LARGE, "A bill of materials has at most 20 MiB.");
    }
  }
}
