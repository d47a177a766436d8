package org.mcws.desk.onboarding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.platform.dns.RecordSet;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.status.WantedRecords;
import org.springframework.stereotype.Component;

/** The records that a plan needs. */
@Component
class DnsPlan {

  private final WantedRecords wanted;

  DnsPlan(WantedRecords wanted) {
    this.wanted = wanted;
  }

  /** The record sets by the zone that holds them: the nearest one above the name. */
  Map<String, List<RecordSet>> records(Plan plan) {
    Map<String, List<RecordSet>> records = new LinkedHashMap<>();
    Stream.concat(
            plan.apps().stream().map(App::hostNames).flatMap(List::stream).map(wanted::ofSite),
            plan.mailDomains().stream().map(PlannedMailDomain::domain).map(wanted::ofMailDomain))
        .flatMap(List::stream)
        .forEach(
            set ->
                records.computeIfAbsent(zoneOf(set.name(), plan), z -> new ArrayList<>()).add(set));
    return records;
  }

  private String zoneOf(String name, Plan plan) {
    return wanted
        .zoneOf(name, plan.zones())
        .orElseThrow(() -> new IllegalStateException("no zone for " + name));
  }
}
