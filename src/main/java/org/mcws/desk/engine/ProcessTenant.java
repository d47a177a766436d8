package org.mcws.desk.engine;

import java.util.Map;

/**
 * To whom the instances of a process belong. Without such a bean an instance belongs to the
 * starter's community, or to the one that the variable {@code community} names if the starter
 * belongs to it.
 */
public interface ProcessTenant {

  /** Id of the process. */
  String processKey();

  /**
   * The tenant: a community's slug, or {@link People#OPS} for what concerns the whole platform. The
   * tenant need not exist yet.
   *
   * @param variables what the process is started with, checked; JSON as {@link Map} and {@link
   *     java.util.List}
   */
  String tenantOf(Map<String, Object> variables);
}
