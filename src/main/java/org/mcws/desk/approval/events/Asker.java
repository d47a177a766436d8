package org.mcws.desk.approval.events;

import java.util.Collection;
import java.util.Optional;

/** Who has owners asked, and may know by the time that nobody needs to be asked any more. */
public interface Asker {

  /**
   * The date has come to which a question was put off, and the owners would be asked again. Called
   * in the transaction in which that happens.
   *
   * @param subject what the question is about, as it was asked
   * @param services the ids of the services that it is about
   * @return why nobody is to be asked again; empty if the owners are, or if somebody else has asked
   */
  Optional<String> settled(String subject, Collection<String> services);
}
