package org.mcws.desk.sandbox.dns;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** The part of PowerDNS' HTTP API by which zones are kept. */
final class PowerDnsApi {

  private static final String SERVERS = "/api/v1/servers";
  private static final String SERVER = SERVERS + "/localhost";
  private static final String ZONES = SERVER + "/zones";
  private static final String ZONE = ZONES + "/([^/]+)";
  private static final String METADATA = ZONE + "/metadata";
  private static final List<String> PATHS =
      List.of(
          SERVERS,
          SERVER,
          ZONES,
          ZONE,
          ZONE + "/export",
          METADATA,
          METADATA + "/([^/]+)",
          SERVER + "/search-data");
  private static final Set<String> METADATA_KINDS =
      Set.of(
          "ALLOW-AXFR-FROM",
          "ALLOW-DNSUPDATE-FROM",
          "ALSO-NOTIFY",
          "AXFR-SOURCE",
          "FORWARD-DNSUPDATE",
          "IXFR",
          "NOTIFY-DNSUPDATE",
          "PUBLISH-CDNSKEY",
          "PUBLISH-CDS",
          "SOA-EDIT-DNSUPDATE",
          "TSIG-ALLOW-AXFR",
          "TSIG-ALLOW-DNSUPDATE");
  private static final Map<String, String> SELF =
      Map.of(
          "autoprimaries_url",
          SERVER + "/autoprimaries{/autoprimary}",
          "config_url",
          SERVER + "/config{/config_setting}",
          "daemon_type",
          "authoritative",
          "id",
          "localhost",
          "type",
          "Server",
          "url",
          SERVER,
          "version",
          "4.7.3",
          "zones_url",
          ZONES + "{/zone}");

  private final ZoneStore zones;
  private final String key;

  PowerDnsApi(ZoneStore zones, String key) {
    this.zones = zones;
    this.key = key;
  }

  void serve(HttpEndpoint http) {
    on(http, "GET", SERVERS, request -> HttpResponse.json(200, List.of(SELF)));
    on(http, "GET", SERVER, request -> HttpResponse.json(200, SELF));
    on(http, "GET", ZONES, this::list);
    on(http, "POST", ZONES, this::create);
    on(http, "GET", ZONE, this::show);
    on(http, "PATCH", ZONE, this::patch);
    on(http, "PUT", ZONE, this::put);
    on(http, "DELETE", ZONE, this::delete);
    on(http, "GET", ZONE + "/export", this::export);
    on(http, "GET", METADATA, this::metadata);
    on(http, "GET", METADATA + "/([^/]+)", this::metadataOfKind);
    on(http, "GET", SERVER + "/search-data", this::search);
    http.otherwise(guarded(this::noSuchRoute));
  }

  private void on(
      HttpEndpoint http, String method, String path, Function<HttpRequest, HttpResponse> handler) {
    http.on(method, path, guarded(handler));
  }

  private Function<HttpRequest, HttpResponse> guarded(Function<HttpRequest, HttpResponse> handler) {
    return request -> {
      boolean wantsJson = request.header("Accept").orElse("").contains("application/json");
      try {
        if (!request.header("X-API-Key").filter(key::equals).isPresent()) {
          return ApiProblem.of(401)
              .answer(wantsJson)
              .with("WWW-Authenticate", "X-API-Key realm=\"PowerDNS\"");
        }
        return handler.apply(request);
      } catch (ApiProblem problem) {
        return problem.answer(wantsJson);
      }
    };
  }

  private HttpResponse noSuchRoute(HttpRequest request) {
    Matcher zone = Pattern.compile(ZONE).matcher(request.path());
    if (zone.matches() && zones.find(ApiName.zoneId(zone.group(1))).isEmpty()) {
      throw ApiProblem.of(404);
    }
    throw ApiProblem.of(PATHS.stream().anyMatch(request.path()::matches) ? 405 : 404);
  }

  private HttpResponse list(HttpRequest request) {
    List<Zone> listed =
        request
            .parameter("zone")
            .map(name -> zones.find(ApiName.filter(name)).stream().toList())
            .orElseGet(zones::all);
    return HttpResponse.json(200, listed.stream().map(ZoneView::line).toList());
  }

  private HttpResponse create(HttpRequest request) {
    JsonNode document = ApiDocument.parse(request.body());
    String name = ApiName.zone(ApiDocument.text(document, "name"));
    if (zones.find(name).isPresent()) {
      throw ApiProblem.of(409);
    }
    Zone zone = ZoneCreation.zone(name, document);
    if (!zones.add(zone)) {
      throw ApiProblem.of(409);
    }
    return HttpResponse.json(
        201, withRrSets(request) ? ZoneView.whole(zone) : ZoneView.settings(zone));
  }

  private HttpResponse show(HttpRequest request) {
    Zone zone = zone(request);
    if (!withRrSets(request)) {
      return HttpResponse.json(200, ZoneView.settings(zone));
    }
    String owner = request.parameter("rrset_name").map(ApiName::absolute).orElse(null);
    return HttpResponse.json(
        200,
        owner == null
            ? ZoneView.whole(zone)
            : ZoneView.filtered(zone, owner, request.parameter("rrset_type").orElse(null)));
  }

  private HttpResponse patch(HttpRequest request) {
    String name = zone(request).name();
    ZonePatch patch = new ZonePatch(ApiDocument.parse(request.body()));
    return changed(zones.change(name, patch::apply));
  }

  private HttpResponse put(HttpRequest request) {
    String name = zone(request).name();
    JsonNode document = ApiDocument.parse(request.body());
    return changed(zones.change(name, zone -> settings(zone, document)));
  }

  private HttpResponse delete(HttpRequest request) {
    return changed(zones.remove(zone(request).name()));
  }

  private HttpResponse export(HttpRequest request) {
    String text = ZoneView.export(zone(request));
    return request.header("Accept").orElse("").contains("application/json")
        ? HttpResponse.json(200, Map.of("zone", text))
        : HttpResponse.text(200, text).with("Content-Type", "text/plain; charset=us-ascii");
  }

  private HttpResponse metadata(HttpRequest request) {
    String soaEditApi = zone(request).soaEditApi();
    return HttpResponse.json(
        200,
        soaEditApi.isEmpty() ? List.of() : List.of(metadata("SOA-EDIT-API", List.of(soaEditApi))));
  }

  private HttpResponse metadataOfKind(HttpRequest request) {
    zone(request);
    String kind = request.argument(1);
    if (!METADATA_KINDS.contains(kind) && !kind.startsWith("X-")) {
      throw ApiProblem.because("Unsupported metadata kind '" + kind + "'");
    }
    return HttpResponse.json(200, metadata(kind, List.of()));
  }

  private static Map<String, Object> metadata(String kind, List<String> values) {
    return Map.of("type", "Metadata", "kind", kind, "metadata", values);
  }

  private HttpResponse search(HttpRequest request) {
    Search search =
        new Search(
            request.parameter("q").orElse(""),
            request.parameter("object_type").filter(kind -> !kind.isEmpty()).orElse("all"),
            request.parameter("max").filter(max -> !max.isEmpty()).orElse("100"));
    return HttpResponse.json(200, search.in(zones.all()));
  }

  private Zone zone(HttpRequest request) {
    return zones.find(ApiName.zoneId(request.argument(0))).orElseThrow(() -> ApiProblem.of(404));
  }

  private static Zone settings(Zone zone, JsonNode document) {
    return new Zone(
        zone.name(),
        document.path("kind").isTextual()
            ? ZoneCreation.kind(document.path("kind").textValue())
            : zone.kind(),
        text(document, "account", zone.account()),
        document.path("api_rectify").asBoolean(zone.apiRectify()),
        text(document, "soa_edit", zone.soaEdit()),
        text(document, "soa_edit_api", zone.soaEditApi()),
        zone.rrsets());
  }

  private static String text(JsonNode document, String key, String otherwise) {
    return document.path(key).isTextual() ? document.path(key).textValue() : otherwise;
  }

  private static boolean withRrSets(HttpRequest request) {
    return !"false".equals(request.parameter("rrsets").orElse("true"));
  }

  private static HttpResponse changed(boolean there) {
    if (!there) {
      throw ApiProblem.of(404);
    }
    return HttpResponse.empty(204);
  }
}
