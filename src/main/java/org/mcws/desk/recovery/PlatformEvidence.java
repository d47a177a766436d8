package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.recovery.Evidence.Condition;
import org.mcws.desk.recovery.Signal.State;
import org.mcws.desk.status.WatchedServices;
import org.mcws.desk.status.WatchedServices.BadProbe;
import org.springframework.stereotype.Component;

/** Finds out how the services fare that one cause has hit. */
@Component
class PlatformEvidence {

  private static final int EXAMPLES = 10;
  private static final int LOOKED_AT = 3;

  private final IncidentMembers members;
  private final MachineEvidence machines;
  private final WatchedServices watched;
  private final SignalLog log;

  PlatformEvidence(
      IncidentMembers members, MachineEvidence machines, WatchedServices watched, SignalLog log) {
    this.members = members;
    this.machines = machines;
    this.watched = watched;
    this.log = log;
  }

  Evidence of(Incident incident) {
    List<IncidentMember> down = members.findByIncidentAndUpAtIsNullOrderByService(incident.id());
    long all = members.countByIncident(incident.id());
    List<String> lines = new ArrayList<>();
    lines.add(down.size() + " of " + all + " services that it has hit are down.");
    lines.add(
        "Communities: " + down.stream().map(IncidentMember::community).distinct().count() + ".");
    down.stream()
        .map(IncidentMember::service)
        .limit(EXAMPLES)
        .collect(Collectors.collectingAndThen(Collectors.joining(", "), Optional::of))
        .filter(names -> !names.isEmpty())
        .ifPresent(names -> lines.add("Such as " + names + "."));
    down.stream()
        .limit(LOOKED_AT)
        .flatMap(member -> watched.bad(member.service()).stream())
        .map(BadProbe::evidence)
        .distinct()
        .forEach(lines::add);
    boolean lost =
        new Cause(incident.cause()).agent().map(host -> machines.look(host, lines)).orElse(false);
    boolean said = log.countByIncidentAndServiceIsNullAndState(incident.id(), State.DOWN) > 0;
    Map<String, Object> facts = EvidenceGathering.facts(incident);
    facts.put("anySignal", said || !down.isEmpty());
    facts.put("agentLost", lost && !down.isEmpty());
    facts.put("probesBad", !down.isEmpty());
    return new Evidence(
        lines, facts, Optional.empty(), Optional.empty(), new Condition(0, down.size()));
  }
}
