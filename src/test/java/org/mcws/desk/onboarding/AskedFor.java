package org.mcws.desk.onboarding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * A request to onboard a community, as it is posted. Without further words it is from a vouched
 * requester with an old project, names Ana (who reads Spanish) and Ben, and wants one domain.
 */
record AskedFor(String slug, ObjectNode body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static AskedFor forNewCommunity() {
    return forCommunity("c" + UUID.randomUUID().toString().substring(0, 8));
  }

  static AskedFor forCommunity(String slug) {
    return new AskedFor(
        slug,
        read(
            """
            {"community": {"slug": "%1$s", "name": "Friends of %1$s", "languages": ["en", "es"],
                           "timeZone": "Europe/Madrid"},
             "requester": {"name": "Rosa Requester", "email": "%2$s", "vouched": true},
             "project": {"summary": "Pages about trees", "audience": "Spain",
                         "expectedMonthlyVisitors": 500, "establishedOn": "2015-05-01",
                         "maintainer": "Ana"},
             "owners": [{"name": "Ana Alba", "email": "%3$s", "language": "es"},
                        {"name": "Ben Brown", "email": "%4$s"}],
             "services": [{"kind": "domain", "name": "%1$s.example"}]}
            """
                .formatted(slug, person("rosa", slug), person("ana", slug), person("ben", slug))));
  }

  static String person(String name, String slug) {
    return name + "@" + slug + ".outside.org";
  }

  String requester() {
    return person("rosa", slug);
  }

  String ana() {
    return person("ana", slug);
  }

  String ben() {
    return person("ben", slug);
  }

  String domain() {
    return slug + ".example";
  }

  AskedFor notVouched() {
    ((ObjectNode) body.get("requester")).put("vouched", false);
    return this;
  }

  AskedFor establishedOn(String day) {
    ((ObjectNode) body.get("project")).put("establishedOn", day);
    return this;
  }

  AskedFor languages(String... tags) {
    ((ObjectNode) body.get("community")).set("languages", JSON.valueToTree(List.of(tags)));
    return this;
  }

  /** Names one more owner. */
  AskedFor owner(String name, String email) {
    body.withArray("owners").addObject().put("name", name).put("email", email);
    return this;
  }

  /** Wants these services in place of those before; {@code SLUG} stands for the slug. */
  AskedFor services(String... services) {
    var array = body.putArray("services");
    for (String service : services) {
      array.add(read(service.replace("SLUG", slug)));
    }
    return this;
  }

  /** A site, a worker, a domain, and mail with two mailboxes and an alias. */
  AskedFor everything() {
    return services(SITE, WORKER, DOMAIN, MAIL);
  }

  static final String SITE =
      "{\"kind\": \"site\", \"name\": \"www\", \"blueprint\": \"static\", \"host\": \"www.SLUG.example\"}";
  static final String WORKER =
      "{\"kind\": \"worker\", \"name\": \"bot\", \"image\": \"registry.example/bot:2.1\"}";
  static final String DOMAIN = "{\"kind\": \"domain\", \"name\": \"SLUG.example\"}";
  static final String MAIL =
      "{\"kind\": \"mail-domain\", \"name\": \"SLUG.example\", \"mailboxes\": [\"ana\", \"ben\"],"
          + " \"aliases\": [{\"name\": \"info\", \"targets\": [\"ana\"]}]}";

  JsonNode json() {
    return body;
  }

  private static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
