package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

interface MailDomainClaims extends Repository<MailDomainClaim, String> {

  Optional<MailDomainClaim> findById(String domain);

  List<MailDomainClaim> findByCommunity(String community);

  // Commits before the mail server is asked: if the desk dies after that, it knows whose it is.
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  MailDomainClaim save(MailDomainClaim claim);

  void delete(MailDomainClaim claim);
}
