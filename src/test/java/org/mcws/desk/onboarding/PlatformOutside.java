package org.mcws.desk.onboarding;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/** The platform's servers as somebody sees and uses them who does not go through the desk. */
public final class PlatformOutside {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();
  private final Environment settings;

  public PlatformOutside(Environment settings) {
    this.settings = settings;
  }

  /** Everything that is there for a community: apps, zones, mail domains, mailboxes and aliases. */
  public List<String> all(String slug) {
    List<String> found = new ArrayList<>(apps(slug));
    found.addAll(zones(slug));
    found.addAll(mail(slug));
    return found;
  }

  public List<String> apps(String slug) {
    return read("GET", marathon("/v2/apps"), null).path("apps").findValuesAsText("id").stream()
        .filter(id -> id.startsWith("/" + slug + "/"))
        .toList();
  }

  /** The image that an app is to run; empty if there is no such app. */
  public String image(String id) {
    return read("GET", marathon("/v2/apps" + id), null).at("/app/container/docker/image").asText();
  }

  /** Zones and foreign zones' records whose names have the slug in them. */
  public List<String> zones(String slug) {
    List<String> found = new ArrayList<>();
    for (JsonNode zone : read("GET", dns("/zones"), null)) {
      String name = zone.path("name").asText();
      if (name.contains(slug)) {
        found.add("zone " + name);
      } else {
        for (JsonNode set : read("GET", dns("/zones/" + name), null).path("rrsets")) {
          if (set.path("name").asText().contains(slug)) {
            found.add(set.path("type").asText() + " " + set.path("name").asText());
          }
        }
      }
    }
    return found;
  }

  public List<String> mail(String slug) {
    List<String> found = new ArrayList<>();
    read("GET", james("/domains"), null)
        .forEach(domain -> found.add("mail domain " + domain.asText()));
    read("GET", james("/users"), null)
        .forEach(user -> found.add("mailbox " + user.path("username").asText()));
    read("GET", james("/mappings"), null)
        .fieldNames()
        .forEachRemaining(alias -> found.add("alias " + alias));
    return found.stream().filter(name -> name.contains(slug)).toList();
  }

  /** Waits until all apps of the community run as they should. */
  public void awaitApps(String slug) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              for (JsonNode app : read("GET", marathon("/v2/apps"), null).path("apps")) {
                boolean checked = !app.path("healthChecks").isEmpty();
                int good = app.path(checked ? "tasksHealthy" : "tasksRunning").asInt();
                if (app.path("id").asText().startsWith("/" + slug + "/")
                    && (good != app.path("instances").asInt()
                        || !app.path("deployments").isEmpty())) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Somebody runs an app of this id without the desk. */
  public void makeApp(String id) {
    write(
        "POST",
        marathon("/v2/apps"),
        "{\"id\": \"" + id + "\", \"cmd\": \"sleep 1000\", \"cpus\": 0.1, \"mem\": 32}");
  }

  /** Somebody lets the app run in another number of instances. */
  public void scale(String id, int instances) {
    write("PUT", marathon("/v2/apps" + id), "{\"instances\": " + instances + "}");
  }

  /** How often what is to run was said anew. */
  public int versions(String id) {
    return read("GET", marathon("/v2/apps" + id + "/versions"), null).path("versions").size();
  }

  /** Where Marathon may run an app, as JSON. */
  public String constraints(String id) {
    return read("GET", marathon("/v2/apps" + id), null).at("/app/constraints").toString();
  }

  /** Somebody replaces Mesos' maintenance schedule by these windows, a JSON array. */
  public void planMaintenance(String windows) {
    write(
        "POST",
        settings.getRequiredProperty("desk.mesos.urls") + "/api/v1",
        "{\"type\": \"UPDATE_MAINTENANCE_SCHEDULE\", \"update_maintenance_schedule\":"
            + " {\"schedule\": {\"windows\": "
            + windows
            + "}}}");
  }

  public void removeApps(String slug) {
    apps(slug).forEach(this::removeApp);
  }

  public void removeApp(String id) {
    write("DELETE", marathon("/v2/apps" + id + "?force=true"), null);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                !read("GET", marathon("/v2/deployments"), null)
                    .findValuesAsText("app")
                    .contains(id));
  }

  public void makeZone(String zone) {
    write(
        "POST",
        dns("/zones"),
        "{\"name\": \"" + zone + ".\", \"kind\": \"Native\", \"nameservers\": [\"ns1.example.\"]}");
  }

  public void removeZone(String zone) {
    write("DELETE", dns("/zones/" + zone + "."), null);
  }

  /** Somebody else's machine. */
  public void makeAddress(String zone, String name) {
    point(zone, name, "192.0.2.7");
  }

  /** As the desk does it, but by hand. */
  public void pointToEdge(String zone, String name) {
    point(zone, name, "127.0.0.1");
  }

  private void point(String zone, String name, String address) {
    patch(
        zone,
        name,
        "REPLACE",
        "\"records\": [{\"content\": \"" + address + "\", \"disabled\": false}]");
  }

  public void removeAddress(String zone, String name) {
    patch(zone, name, "DELETE", "\"records\": []");
  }

  private void patch(String zone, String name, String change, String records) {
    write(
        "PATCH",
        dns("/zones/" + zone + "."),
        "{\"rrsets\": [{\"name\": \""
            + name
            + ".\", \"type\": \"A\", \"ttl\": 60, \"changetype\": \""
            + change
            + "\", "
            + records
            + "}]}");
  }

  public void makeMailDomain(String domain) {
    write("PUT", james("/domains/" + domain), null);
  }

  public void removeMailDomain(String domain) {
    write("DELETE", james("/domains/" + domain), null);
  }

  public void removeMailbox(String address) {
    write("DELETE", james("/users/" + address), null);
  }

  public void makeMailbox(String address) {
    write("PUT", james("/users/" + address), "{\"password\": \"made-outside-9\"}");
  }

  private String marathon(String path) {
    return settings.getRequiredProperty("desk.hosting.marathon.url") + path;
  }

  private String dns(String path) {
    return settings.getRequiredProperty("desk.dns.powerdns.url")
        + "/api/v1/servers/localhost"
        + path;
  }

  private String james(String path) {
    return settings.getRequiredProperty("desk.mail.james.url") + path;
  }

  private JsonNode read(String method, String url, String body) {
    HttpResponse<String> answer = write(method, url, body);
    try {
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new IllegalStateException(answer.body(), e);
    }
  }

  private HttpResponse<String> write(String method, String url, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .header("X-API-Key", settings.getRequiredProperty("desk.dns.powerdns.api-key"))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(method + " " + url + " " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
