package org.mcws.desk.delivery;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface Releases extends Repository<Release, Release.Key> {

  Release save(Release release);

  Optional<Release> findByServiceAndNumber(String service, int number);

  /** The newest first. */
  List<Release> findTop10ByServiceOrderByNumberDesc(String service);

  boolean existsByService(String service);

  Page<Release> findByService(String service, Pageable page);
}
