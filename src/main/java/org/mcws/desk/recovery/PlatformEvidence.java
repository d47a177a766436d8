package org.mcws.desk.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mcws.desk.recovery.Evidence.Condition;
import org.springframework.stereotype.Component;

/** Finds out how the services fare that one cause has hit. */
@Component
class PlatformEvidence {

  private static final int EXAMPLES = 10;

  private final IncidentMembers members;
  private final MachineEvidence machines;

  PlatformEvidence(IncidentMembers members, MachineEvidence machines) {
    this.members = members;
    this.machines = machines;
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
    Causes.agentOf(incident.cause()).ifPresent(host -> machines.look(host, lines));
    Map<String, Object> facts = EvidenceGathering.facts(incident);
    facts.put("anySignal", down.size() > all / 10);
    facts.put("probesBad", !down.isEmpty());
    return new Evidence(
        lines, facts, Optional.empty(), Optional.empty(), new Condition(0, down.size()));
  }
}
