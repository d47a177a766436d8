package org.mcws.desk.duty;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface FeedTurns extends Repository<FeedTurn, Long> {

  List<FeedTurn> findByEndsAfterAndBeginsBefore(Instant from, Instant to);

  boolean existsByUidAndEndsAfterAndBeginsBefore(String uid, Instant from, Instant to);

  /** Those of events that can't be read. */
  List<FeedTurn> findByBeginsIsNullOrderById();

  @Modifying
  @Query("delete from FeedTurn")
  void deleteAll();

  List<FeedTurn> saveAll(Iterable<FeedTurn> turns);
}
