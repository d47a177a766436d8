package org.mcws.desk.platform.images.registry;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.mcws.desk.platform.images.Images;

/**
 * Remembers digests for a short time: a thousand services that go to the same image ask once a
 * minute instead of a thousand times, which registries would not put up with. What is missing is
 * not remembered, since somebody is about to push it.
 */
final class RememberedImages implements Images {

  private static final int MOST = 1000;

  private final Images images;
  private final long rememberNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  RememberedImages(Images images, Duration rememberFor, LongSupplier nanoTime) {
    this.images = images;
    this.rememberNanos = rememberFor.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public Optional<String> digest(String reference) {
    synchronized (known) {
      Known remembered = known.get(reference);
      if (remembered != null && nanoTime.getAsLong() - remembered.at() < rememberNanos) {
        return Optional.of(remembered.digest());
      }
    }
    Optional<String> digest = images.digest(reference);
    synchronized (known) {
      known.remove(reference);
      digest.ifPresent(found -> known.put(reference, new Known(found, nanoTime.getAsLong())));
    }
    return digest;
  }

  @Override
  public List<String> tags(String reference) {
    return images.tags(reference);
  }

  private record Known(String digest, long at) {}
}
