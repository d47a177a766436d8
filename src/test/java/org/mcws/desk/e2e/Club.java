package org.mcws.desk.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A community with many sites: most run the same image, which the community looks after itself, and
 * some are WordPress, which Ops look after. Its mails are in English.
 *
 * @param slug its slug
 */
record Club(String slug) {

  static final int OWN_SITES = 8;
  static final int WORDPRESS_SITES = 2;

  private static final String OWN_IMAGE = "ghcr.io/clubs/site:";
  private static final String WORDPRESS = "wordpress:%s-php8.3-apache";

  /** What it asks for at its onboarding; its owners are those of any {@link Story}. */
  ObjectNode request() {
    ObjectNode request = CommunityRequest.of(slug);
    request.withArray("owners").forEach(owner -> ((ObjectNode) owner).put("language", "en"));
    ArrayNode services = request.putArray("services");
    for (String name : own().toList()) {
      site(services, name).put("image", OWN_IMAGE + "1.4.0").put("port", 3000);
    }
    for (String name : wordpress().toList()) {
      site(services, name).put("blueprint", "wordpress");
    }
    return request;
  }

  /** The ids of its apps. */
  List<String> apps() {
    return Stream.concat(own(), wordpress()).map(name -> "/" + slug + "/" + name).toList();
  }

  /** The images that an app has had once it was updated once. */
  static List<String> images(String app) {
    return app.contains("/own")
        ? List.of(OWN_IMAGE + "1.4.0", OWN_IMAGE + "1.4.1")
        : List.of(WORDPRESS.formatted("6.8.3"), WORDPRESS.formatted("6.8.4"));
  }

  /** A flaw of everything that runs here, published in the format of OSV. */
  static ObjectNode advisory(String id, String title) {
    return CommunityRequest.json(
        """
        {
          "schema_version": "1.6.0",
          "id": "%s",
          "modified": "2026-11-20T08:00:00Z",
          "summary": "%s",
          "details": "Who sends a long name can run programs on the server.",
          "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
          "affected": [
            {"package": {"ecosystem": "WordPress", "name": "wordpress"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "6.8.4"}]}]},
            {"package": {"purl": "pkg:docker/clubs/site?repository_url=ghcr.io"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "1.0.0"}, {"fixed": "1.4.1"}]}]}
          ]
        }
        """
            .formatted(id, title));
  }

  private Stream<String> own() {
    return IntStream.range(0, OWN_SITES).mapToObj(number -> "own" + number);
  }

  private Stream<String> wordpress() {
    return IntStream.range(0, WORDPRESS_SITES).mapToObj(number -> "blog" + number);
  }

  private ObjectNode site(ArrayNode services, String name) {
    return services
        .addObject()
        .put("kind", "site")
        .put("name", name)
        .put("host", name + "." + slug + ".example");
  }
}
