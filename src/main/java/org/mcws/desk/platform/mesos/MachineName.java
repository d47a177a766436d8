package org.mcws.desk.platform.mesos;

/**
 * What Mesos tells machines apart by. Both must be what the agent announces, else Mesos takes it
 * for another machine; one of them may be empty in plans that others have made, and the address is
 * until a new leader has heard from an agent.
 *
 * @param host the host name, the one that Marathon shows for tasks, too
 * @param ip the IPv4 address
 */
public record MachineName(String host, String ip) {

  /** Whether both name the same machine: the case of host names does not matter. */
  public boolean isSameAs(MachineName other) {
    return host.equalsIgnoreCase(other.host) && ip.equals(other.ip);
  }

  /** Whether they may name the same machine: the address of one of them may not be known. */
  public boolean mayBe(MachineName other) {
    return host.equalsIgnoreCase(other.host)
        && (ip.equals(other.ip) || ip.isEmpty() || other.ip.isEmpty());
  }
}
