package org.mcws.desk.community;

import java.util.Collection;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

/** All communities, those that are being onboarded included. */
public interface Communities extends Repository<Community, String> {

  Optional<Community> findById(String slug);

  boolean existsById(String slug);

  Page<Community> findAllBy(Pageable page);

  Page<Community> findBySlugIn(Collection<String> slugs, Pageable page);

  Community save(Community community);

  void delete(Community community);
}
