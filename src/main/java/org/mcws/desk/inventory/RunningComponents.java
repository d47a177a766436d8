package org.mcws.desk.inventory;

import java.util.Collection;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** What delivered services run. */
interface RunningComponents extends Repository<ComponentRow, ComponentRow.Key> {

  Page<ComponentRow> findByService(String service, Pageable page);

  /** Everything of one of these types and one of these names, in the order of the services. */
  @Query(
      """
      select new org.mcws.desk.inventory.RunningComponent(s, c)
        from ComponentRow c join DeliveredService s on s.id = c.service
       where c.name in :names and c.type in :types
       order by s.id, c.origin, c.type, c.name, c.version
      """)
  List<RunningComponent> find(Collection<String> types, Collection<String> names);

  /** What of these types and names one service runs. */
  @Query(
      """
      select new org.mcws.desk.inventory.RunningComponent(s, c)
        from ComponentRow c join DeliveredService s on s.id = c.service
       where c.service = :service and c.name in :names and c.type in :types
       order by c.origin, c.type, c.name, c.version
      """)
  List<RunningComponent> findIn(String service, Collection<String> types, Collection<String> names);
}
