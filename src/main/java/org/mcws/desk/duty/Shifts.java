package org.mcws.desk.duty;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface Shifts extends Repository<Shift, UUID> {

  List<Shift> findAll();

  Page<Shift> findAll(Pageable page);

  Optional<Shift> findById(UUID id);

  List<Shift> findByInsteadOf(String key);

  Shift save(Shift shift);

  void delete(Shift shift);
}
