package org.mcws.desk.delivery;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DeliverySources extends Repository<DeliverySource, String> {

  DeliverySource save(DeliverySource source);

  Optional<DeliverySource> findById(String service);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select s from DeliverySource s where s.service = :service")
  Optional<DeliverySource> lock(String service);

  /** Some whose branch is to be looked at, with their locks; what others have locked is theirs. */
  @NativeQuery(
      "select * from delivery_source where look_at <= :now order by look_at limit :most"
          + " for update skip locked")
  List<DeliverySource> takeToLook(Instant now, int most);

  /** Services for which something waits, nothing is at work, and nothing is in the way. */
  @NativeQuery(
      """
      select distinct s.service from delivery_source s join delivery w on w.service = s.service
       where w.state = 'WAITING' and (s.paused_at is null or w.by_hand)
         and not exists (
           select from delivery r where r.service = s.service and r.state = 'RUNNING')
       limit :most
      """)
  List<String> toBegin(int most);
}
