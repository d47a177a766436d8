package org.mcws.desk.duty;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Feeds extends Repository<Feed, Integer> {

  Optional<Feed> findById(Integer id);

  /** How the feed is, without the file. */
  Optional<FeedState> findStateById(Integer id);

  /** The feed, with its lock. */
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select f from Feed f where f.id = 1")
  Feed lock();

  /**
   * Takes the reading of the calendar, if it is due. What its server told of its state is forgotten
   * when it is another calendar than before.
   *
   * @param next when it is due again
   * @param source hash of the calendar's address
   * @return 1 for who reads it; 0 if another desk does or has done so
   */
  @Modifying
  @NativeQuery(
      "update duty_feed set due_at = :next, source = :source,"
          + " etag = case when source = :source then etag end,"
          + " last_modified = case when source = :source then last_modified end"
          + " where id = 1 and (due_at <= :now or source <> :source)")
  int take(Instant now, Instant next, String source);
}
