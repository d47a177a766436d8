package org.mcws.desk.community;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The people on the owner lists. */
public interface Owners extends Repository<Owner, UUID> {

  /** A community's owner list, in its order. */
  List<Owner> findByCommunityOrderByPosition(String community);

  Optional<Owner> findByCommunityAndEmail(String community, String email);

  boolean existsByEmailAndCommunityNot(String email, String community);

  Owner save(Owner owner);

  void delete(Owner owner);

  void deleteByCommunity(String community);
}
