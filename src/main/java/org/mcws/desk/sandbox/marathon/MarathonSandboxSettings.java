package org.mcws.desk.sandbox.marathon;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the sandbox's hosting platform is set up. Ports of 0 mean any free one.
 *
 * @param marathonPort where Marathon listens
 * @param mesosPort where the Mesos master listens
 * @param edgePort where the sites answer
 * @param edgeTlsPort where they answer by TLS
 * @param version the Marathon version to be: from 1.5 on, apps have {@code networks} and {@code
 *     container.portMappings}; before, {@code container.docker.network} and {@code portMappings}
 * @param startTime how long a task takes from its launch until it is healthy, and a kill half of it
 * @param pace what Marathon's own durations in an app definition (back-off, health-check interval,
 *     grace period) are multiplied with; 1 is real time
 * @param maxRunningDeployments how many deployments may run at once, 100 in Marathon
 * @param authorization the exact {@code Authorization} header that is asked for, empty for none
 * @param agents how many machines run tasks, each with 64 processors and 256 GiB
 */
public record MarathonSandboxSettings(
    @DefaultValue("0") int marathonPort,
    @DefaultValue("0") int mesosPort,
    @DefaultValue("0") int edgePort,
    @DefaultValue("0") int edgeTlsPort,
    @DefaultValue("1.5.2") String version,
    @DefaultValue("PT1S") Duration startTime,
    @DefaultValue("1") double pace,
    @DefaultValue("100") int maxRunningDeployments,
    @DefaultValue("") String authorization,
    @DefaultValue("3") int agents) {

  /** On free ports, with Marathon's own numbers. */
  public static MarathonSandboxSettings onFreePorts() {
    return new MarathonSandboxSettings(0, 0, 0, 0, "1.5.2", Duration.ofSeconds(1), 1, 100, "", 3);
  }

  /** The same on other ports. */
  public MarathonSandboxSettings withPorts(int marathon, int mesos, int edge, int edgeTls) {
    return new MarathonSandboxSettings(
        marathon,
        mesos,
        edge,
        edgeTls,
        version,
        startTime,
        pace,
        maxRunningDeployments,
        authorization,
        agents);
  }

  /** The same as another version of Marathon. */
  public MarathonSandboxSettings withVersion(String other) {
    return new MarathonSandboxSettings(
        marathonPort,
        mesosPort,
        edgePort,
        edgeTlsPort,
        other,
        startTime,
        pace,
        maxRunningDeployments,
        authorization,
        agents);
  }

  /** The same at another speed. */
  public MarathonSandboxSettings withSpeed(Duration taskStart, double factor) {
    return new MarathonSandboxSettings(
        marathonPort,
        mesosPort,
        edgePort,
        edgeTlsPort,
        version,
        taskStart,
        factor,
        maxRunningDeployments,
        authorization,
        agents);
  }

  /** The same with another limit of deployments that run at once. */
  public MarathonSandboxSettings withMaxRunningDeployments(int max) {
    return new MarathonSandboxSettings(
        marathonPort,
        mesosPort,
        edgePort,
        edgeTlsPort,
        version,
        startTime,
        pace,
        max,
        authorization,
        agents);
  }

  /** The same, asking for this {@code Authorization} header. */
  public MarathonSandboxSettings withAuthorization(String header) {
    return new MarathonSandboxSettings(
        marathonPort,
        mesosPort,
        edgePort,
        edgeTlsPort,
        version,
        startTime,
        pace,
        maxRunningDeployments,
        header,
        agents);
  }

  /** The same with another number of machines. */
  public MarathonSandboxSettings withAgents(int number) {
    return new MarathonSandboxSettings(
        marathonPort,
        mesosPort,
        edgePort,
        edgeTlsPort,
        version,
        startTime,
        pace,
        maxRunningDeployments,
        authorization,
        number);
  }

  /** Whether apps are written as from Marathon 1.5 on. */
  boolean hasNetworks() {
    String[] parts = version.split("\\.");
    int major = Integer.parseInt(parts[0]);
    return major > 1 || major == 1 && Integer.parseInt(parts[1]) >= 5;
  }

  Duration paced(double seconds) {
    return Duration.ofNanos((long) (seconds * pace * 1_000_000_000L));
  }
}
