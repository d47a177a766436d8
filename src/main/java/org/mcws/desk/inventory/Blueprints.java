package org.mcws.desk.inventory;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The catalogue. */
public interface Blueprints extends Repository<Blueprint, String> {

  Optional<Blueprint> findById(String id);

  List<Blueprint> findAllByOrderById();
}
