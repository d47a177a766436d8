package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the engine tells while it fetches an image: how large its parts are, and how it ends. */
final class PullOutput extends EngineStream<PullResponseItem> {

  private final long most;
  private final Map<String, Long> parts = new ConcurrentHashMap<>();
  private volatile boolean tooMuch;
  private volatile String error;

  /**
   * @param most how many bytes all parts together may have, packed
   */
  PullOutput(long most) {
    this.most = most;
  }

  @Override
  void take(PullResponseItem item) {
    if (item.getErrorDetail() != null) {
      error = item.getErrorDetail().getMessage();
    } else if (item.getId() != null
        && item.getProgressDetail() != null
        && item.getProgressDetail().getTotal() != null) {
      parts.merge(item.getId(), item.getProgressDetail().getTotal(), Math::max);
      if (parts.values().stream().mapToLong(Long::longValue).sum() > most) {
        tooMuch = true;
        end();
      }
    }
  }

  /** Whether it is larger than it may be; nobody waits for the rest. */
  boolean isTooMuch() {
    return tooMuch;
  }

  /** Why the engine does not fetch it. */
  Optional<String> error() {
    return Optional.ofNullable(error);
  }
}
