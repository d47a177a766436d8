package org.mcws.desk.hostmaintenance;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface HostMaintenances extends Repository<HostMaintenance, String> {

  Optional<HostMaintenance> findById(String id);

  /** Those that have not ended: few. */
  List<HostMaintenance> findByEndedAtIsNull();

  Page<HostMaintenance> findAllBy(Pageable page);

  HostMaintenance save(HostMaintenance maintenance);
}
