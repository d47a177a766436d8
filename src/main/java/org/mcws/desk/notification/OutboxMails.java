package org.mcws.desk.notification;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

interface OutboxMails extends Repository<OutboxMail, java.util.UUID> {

  OutboxMail save(OutboxMail mail);

  void deleteByTopicAndStateAndNextAttemptAtGreaterThan(
      String topic, OutboxMail.State state, Instant moment);

  @Modifying
  @Query("delete from OutboxMail m where m.topic = :topic")
  void deleteAllOf(String topic);

  // -2 is Hibernate's SKIP LOCKED: what another node is sending is left to it.
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @QueryHints(@QueryHint(name = "jakarta.persistence.lock.timeout", value = "-2"))
  List<OutboxMail> findByStateAndNextAttemptAtLessThanEqualOrderByNextAttemptAt(
      OutboxMail.State state, Instant now, Limit limit);
}
