package org.mcws.desk.sandbox.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Zones as the API shows them. */
final class ZoneView {

  private ZoneView() {}

  /** A line in the list of zones. */
  static Map<String, Object> line(Zone zone) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("account", zone.account());
    view.put("catalog", "");
    view.put("dnssec", false);
    view.put("edited_serial", zone.serial());
    view.put("id", zone.name());
    view.put("kind", zone.kind());
    view.put("last_check", 0);
    view.put("masters", List.of());
    view.put("name", zone.name());
    view.put("notified_serial", 0);
    view.put("serial", zone.serial());
    view.put("url", "/api/v1/servers/localhost/zones/" + zone.name());
    return view;
  }

  /** The zone's settings without its records. */
  static Map<String, Object> settings(Zone zone) {
    Map<String, Object> view = line(zone);
    view.put("api_rectify", zone.apiRectify());
    view.put("master_tsig_key_ids", List.of());
    view.put("slave_tsig_key_ids", List.of());
    view.put("nsec3narrow", false);
    view.put("nsec3param", "");
    view.put("soa_edit", zone.soaEdit());
    view.put("soa_edit_api", zone.soaEditApi());
    return view;
  }

  static Map<String, Object> whole(Zone zone) {
    Map<String, Object> view = settings(zone);
    view.put("rrsets", zone.rrsets());
    return view;
  }

  /**
   * The records of one name, or of one name and type.
   *
   * <p>PowerDNS 4.7.3 filters the records but not the comments: every other set that has a comment
   * is shown too, as if it were empty. A client that believes the filter must learn it here.
   *
   * @param type null for all types
   */
  static Map<String, Object> filtered(Zone zone, String owner, String type) {
    List<RrSet> shown = new ArrayList<>();
    for (RrSet set : zone.rrsets()) {
      if (set.name().equals(owner) && (type == null || set.type().equals(type))) {
        shown.add(set);
      } else if (!set.comments().isEmpty()) {
        shown.add(new RrSet(set.name(), set.type(), 0, List.of(), set.comments()));
      }
    }
    Map<String, Object> view = settings(zone);
    view.put("rrsets", shown);
    return view;
  }

  /** The zone in zone-file notation. */
  static String export(Zone zone) {
    List<String> lines = new ArrayList<>();
    for (RrSet set : zone.rrsets()) {
      for (String content : set.served()) {
        lines.add(
            String.join(
                "\t", set.name(), Long.toString(set.ttl()), "IN", set.type(), content + "\n"));
      }
    }
    lines.sort(null);
    return String.join("", lines);
  }
}
