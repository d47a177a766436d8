package org.mcws.desk.platform.sources.git;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.mcws.desk.platform.TimeLimit;
import org.springframework.util.unit.DataSize;

/** One fetch, with all its requests: how much may come, and how long it may take. */
final class Fetching implements AutoCloseable {

  private final DataSize most;
  private final List<Closeable> opened = new ArrayList<>();
  private final List<HttpUriRequestBase> sent = new ArrayList<>();
  private final TimeLimit limit;
  private long bytes;
  private boolean over;
  private boolean cancelled;

  Fetching(DataSize most, Duration time) {
    this.most = most;
    this.limit = TimeLimit.of(time, this::cancel);
  }

  /** More has come than may. */
  synchronized boolean isTooMuch() {
    return over;
  }

  /** It took longer than it may. */
  synchronized boolean isTooLong() {
    return cancelled;
  }

  synchronized void sends(HttpUriRequestBase request) throws IOException {
    if (cancelled) {
      throw new IOException("the time for fetching is over");
    }
    sent.add(request);
  }

  synchronized void opened(Closeable response) {
    opened.add(response);
  }

  InputStream counted(InputStream in) {
    return new FilterInputStream(in) {

      @Override
      public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
      }
    };
  }

  private synchronized void count(int more) throws IOException {
    bytes += more;
    if (bytes > most.toBytes()) {
      over = true;
      throw new IOException("more than " + most.toMegabytes() + " MB");
    }
  }

  private synchronized void cancel() {
    cancelled = true;
    sent.forEach(HttpUriRequestBase::cancel);
  }

  @Override
  public void close() {
    limit.lift();
    for (HttpUriRequestBase request : sent) {
      // Whatever of an answer nobody has read goes with its connection.
      request.cancel();
    }
    for (Closeable response : opened) {
      try {
        response.close();
      } catch (IOException e) {
        // It is cut already.
        continue;
      }
    }
  }
}
