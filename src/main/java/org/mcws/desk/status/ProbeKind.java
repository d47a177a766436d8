package org.mcws.desk.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ways to look at a service. */
public enum ProbeKind {
  /** Its page, by its name, as a visitor would. */
  PAGE(true),
  /** The certificate that the edge shows for its name. */
  CERTIFICATE(false),
  /** The records of its name, against what the inventory says. */
  RECORDS(true),
  /** Whether the mail exchange takes mail for it. */
  MAIL(true),
  /** Whether its tasks run on the hosting platform. */
  TASKS(true),
  /** Whether it has told in time that it is at work. */
  HEARTBEAT(true);

  private final boolean outage;

  ProbeKind(boolean outage) {
    this.outage = outage;
  }

  /** Whether the service is out of order if this is bad, and not only about to be. */
  public boolean meansOutage() {
    return outage;
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
