package org.mcws.desk.status;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much depends on a service: says how closely it is watched and how loud an outage is. */
public enum Importance {
  @JsonProperty("normal")
  NORMAL,
  /** Many rely on it. */
  @JsonProperty("high")
  HIGH
}
