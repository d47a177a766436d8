package org.mcws.desk.community;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PersonalLinkRepository extends Repository<PersonalLink, String> {

  Optional<PersonalLink> findById(String tokenHash);

  PersonalLink save(PersonalLink link);

  boolean existsByPurposeAndPerson(PersonalLink.Purpose purpose, String person);

  void deleteBySubject(String subject);
}
