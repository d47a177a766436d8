package org.mcws.desk.approval;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

interface Answers extends Repository<Answer, Long> {

  Answer save(Answer answer);

  /** All of an approval, the first one first. */
  List<Answer> findByApprovalOrderById(UUID approval);

  Optional<Answer> findFirstByApprovalOrderByIdDesc(UUID approval);
}
