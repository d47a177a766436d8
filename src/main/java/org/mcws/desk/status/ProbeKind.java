package org.mcws.desk.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The ways to look at a service. */
public enum ProbeKind {
  /** Its page, by its name, as a visitor would. */
  PAGE(true),
  /** Whether the certificate that the edge shows for its name is good for a while yet. */
  CERTIFICATE(false),
  /** Whether browsers take that certificate; if they do not, no visitor gets through. */
  TRUST(true),
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

  /** Whether what it finds is the certificate's fault, which nothing that runs can help. */
  public boolean isOfCertificate() {
    return this == CERTIFICATE || this == TRUST;
  }

  /** Whether it shows how the service's tasks fare, and not only what leads visitors to them. */
  public boolean isOfTasks() {
    return this == PAGE || this == TASKS || this == HEARTBEAT;
  }

  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
