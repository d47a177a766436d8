package org.mcws.desk.configuration;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What services' programs are told when they start, secrets included. */
@Service
@Transactional(readOnly = true)
public class Configurations {

  private final Revisions revisions;

  Configurations(Revisions revisions) {
    this.revisions = revisions;
  }

  /** What a service has now; empty if nobody has said anything yet. */
  public Optional<Configuration> newest(String serviceId, Environment environment) {
    return revisions
        .newest(serviceId, environment)
        .map(revision -> opened(serviceId, environment, revision));
  }

  /** What a service has or had under this number; empty if there is none. */
  public Optional<Configuration> find(String serviceId, Environment environment, int revision) {
    return revisions
        .find(serviceId, environment, revision)
        .map(one -> opened(serviceId, environment, one));
  }

  private Configuration opened(String service, Environment environment, Revision revision) {
    return new Configuration(
        revision.number(),
        revision.variables(),
        revisions.secrets(service, environment, revision.number()),
        revision.hash(),
        revision.changedBy(),
        revision.changedAt());
  }
}
