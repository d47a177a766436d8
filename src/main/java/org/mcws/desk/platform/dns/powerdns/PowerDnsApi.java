package org.mcws.desk.platform.dns.powerdns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * PowerDNS' HTTP API. Names have their final dot here.
 *
 * @see <a href="https://doc.powerdns.com/authoritative/http-api/zone.html">Zones</a>
 */
final class PowerDnsApi {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RestClient http;
  private final PowerDnsSettings settings;

  PowerDnsApi(PowerDnsSettings settings) {
    this.settings = settings;
    // Without Accept some errors come as plain text.
    this.http =
        PlatformHttp.client(settings.url(), settings.timeouts())
            .defaultHeader("X-API-Key", settings.apiKey())
            .defaultHeader("Accept", MediaType.APPLICATION_JSON_VALUE)
            .build();
  }

  boolean holds(String zone) {
    Reply reply = call(HttpMethod.GET, "?zone={zone}", zone, null);
    refuseUnusableName(reply);
    JsonNode zones = read(expect(reply, 200), JsonNode.class);
    if (!zones.isArray()) {
      throw unusable(reply);
    }
    return !zones.isEmpty();
  }

  /**
   * The whole zone. PowerDNS 4.7 could filter, but then still sends every set that has a comment,
   * and all of the desk's have one.
   */
  Optional<ServedZone> find(String zone) {
    Reply reply = call(HttpMethod.GET, "/{id}", id(zone), null);
    refuseUnusableName(reply);
    // A wrong address or server id is 404 as well; only the list of zones tells them apart.
    if (reply.status == 404 && !holds(zone)) {
      return Optional.empty();
    }
    return Optional.of(read(expect(reply, 200), ServedZone.class));
  }

  /** False if there is such a zone already. */
  boolean create(String zone, SetChange nameServers) {
    Map<String, Object> document =
        Map.of(
            "name",
            zone,
            "kind",
            "Native",
            "account",
            "mcws-desk",
            "soa_edit_api",
            "DEFAULT",
            "nameservers",
            List.of(),
            "rrsets",
            List.of(nameServers));
    Reply reply = call(HttpMethod.POST, "?rrsets={shown}", "false", document);
    if (reply.status == 409) {
      return false;
    }
    refuseUnusableName(reply);
    expect(reply, 201);
    return true;
  }

  /** Makes all changes or none. */
  void change(String zone, List<SetChange> changes) {
    Reply reply = call(HttpMethod.PATCH, "/{id}", id(zone), Map.of("rrsets", changes));
    if (reply.status == 422) {
      throw new PlatformRefusal(
          "recordRefused",
          "PowerDNS refuses the records for "
              + zone
              + ": "
              + reason(reply)
              + ". Correct the record, or remove the one it collides with.");
    }
    expect(reply, 204);
  }

  void delete(String zone) {
    Reply reply = call(HttpMethod.DELETE, "/{id}", id(zone), null);
    if (reply.status != 404 || holds(zone)) {
      expect(reply, 204);
    }
  }

  private Reply call(HttpMethod method, String path, String variable, Object document) {
    String uri = "/api/v1/servers/{server}/zones" + path;
    String what = method + " " + uri.replaceAll("\\?.*", "").replace("{id}", variable);
    try {
      RestClient.RequestBodySpec request =
          http.method(method).uri(uri, settings.serverId(), variable);
      if (document != null) {
        request.contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsBytes(document));
      }
      return request.exchange(
          (sent, response) ->
              new Reply(
                  what.replace("{server}", settings.serverId()),
                  response.getStatusCode().value(),
                  new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    } catch (RestClientException e) {
      throw new PlatformUnavailable(
          String.format(
              "PowerDNS at %s gives no answer to %s (%s): check that it runs, that the desk's"
                  + " address is in its webserver-allow-from, and desk.dns.powerdns.url",
              settings.url(), what.replace("{server}", settings.serverId()), e.getMessage()),
          e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply expect(Reply reply, int status) {
    if (reply.status != status) {
      throw unusable(reply);
    }
    return reply;
  }

  private <T> T read(Reply reply, Class<T> type) {
    try {
      T value = JSON.readValue(reply.body, type);
      if (value == null) {
        throw unusable(reply);
      }
      return value;
    } catch (JsonProcessingException e) {
      throw unusable(reply);
    }
  }

  private void refuseUnusableName(Reply reply) {
    if (reply.status == 422) {
      throw new PlatformRefusal(
          "zoneRefused", "PowerDNS does not take this name for a zone: " + reason(reply));
    }
  }

  private PlatformUnavailable unusable(Reply reply) {
    String advice =
        switch (reply.status) {
          case 401 -> "it does not accept the key: check desk.dns.powerdns.api-key";
          case 404 ->
              "it knows no such address: check desk.dns.powerdns.url and"
                  + " desk.dns.powerdns.server-id";
          case 200, 201, 204 ->
              "that is not PowerDNS' answer: check desk.dns.powerdns.url and any proxy in between";
          default -> "look into its log";
        };
    return new PlatformUnavailable(
        String.format(
            "PowerDNS at %s answers %s with status %d; %s",
            settings.url(), reply.request, reply.status, advice));
  }

  private static String reason(Reply reply) {
    try {
      return JSON.readTree(reply.body).path("error").asText(reply.body);
    } catch (JsonProcessingException e) {
      return reply.body;
    }
  }

  /** The zone's id in a path: what is not a plain character of a name is written as =XX. */
  private static String id(String zone) {
    StringBuilder id = new StringBuilder();
    for (byte octet : zone.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if (String.valueOf(character).matches("[A-Za-z0-9._-]")) {
        id.append(character);
      } else {
        id.append(String.format("=%02X", (int) character));
      }
    }
    return id.toString();
  }

  private record Reply(String request, int status, String body) {}
}
