package org.mcws.desk.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a community asks for that wants one of everything. */
final class CommunityRequest {

  /** A label that only IDNA can carry: {@code xn--correo-pea-u9a}. */
  static final String READABLE_LABEL = "correo-peña";

  static final String ASCII_LABEL = java.net.IDN.toASCII(READABLE_LABEL);

  private CommunityRequest() {}

  static ObjectNode of(String slug) {
    return json(
        """
        {
          "community": {"slug": "SLUG", "name": "Mozilla SLUG", "languages": ["es", "en"],
            "timeZone": "Europe/Madrid"},
          "requester": {"name": "Ruth Roca", "email": "ruth@SLUG.test", "vouched": true},
          "project": {"summary": "A blog, a handbook and a chat bot", "audience": "Spain",
            "expectedMonthlyVisitors": 3000, "establishedOn": "2015-03-31",
            "maintainer": "Diego Díaz"},
          "owners": [
            {"name": "Carmen Cruz", "email": "carmen@SLUG.test", "language": "es"},
            {"name": "Diego Díaz", "email": "diego@SLUG.test"}
          ],
          "services": [
            {"kind": "site", "name": "blog", "blueprint": "wordpress", "host": "blog.SLUG.example"},
            {"kind": "site", "name": "handbook", "blueprint": "static", "host": "www.SLUG.example"},
            {"kind": "site", "name": "api", "image": "ghcr.io/SLUG/api:1.4", "port": 3000,
              "host": "api.SLUG.example"},
            {"kind": "worker", "name": "bot", "image": "ghcr.io/SLUG/bot:2.1",
              "resources": {"memory": 64}},
            {"kind": "domain", "name": "SLUG.example"},
            {"kind": "mail-domain", "name": "SLUG.example",
              "mailboxes": ["info", {"name": "board", "quotaMiB": 2048}],
              "aliases": [{"name": "hello", "targets": ["info"]}]},
            {"kind": "mail-domain", "name": "LABEL.SLUG.example"},
            {"kind": "mailbox", "name": "socios", "host": "LABEL.SLUG.example"},
            {"kind": "alias", "name": "press", "host": "SLUG.example",
              "targets": ["info", "ruth@SLUG.test"]}
          ]
        }
        """
            .replace("SLUG", slug)
            .replace("LABEL", READABLE_LABEL));
  }

  /** The same as the engine's REST wants it: a variable of type Json for each part. */
  static ObjectNode asVariables(ObjectNode request) {
    ObjectNode start = Caller.JSON.createObjectNode();
    ObjectNode variables = start.putObject("variables");
    request
        .properties()
        .forEach(
            part ->
                variables
                    .putObject(part.getKey())
                    .put("type", "Json")
                    .put("value", part.getValue().toString()));
    return start;
  }

  static List<String> apps(String slug) {
    return List.of(
        "/" + slug + "/api", "/" + slug + "/blog", "/" + slug + "/bot", "/" + slug + "/handbook");
  }

  static List<String> mailboxes(String slug) {
    return List.of(
        "board@" + slug + ".example",
        "info@" + slug + ".example",
        "socios@" + ASCII_LABEL + "." + slug + ".example");
  }

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Caller.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
