package org.mcws.desk.platform.mail.postfix;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.mcws.desk.platform.PlatformHttp;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.Quotation;
import org.springframework.http.MediaType;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * Dovecot's doveadm over HTTP: each command gets an answer with the tag that it was sent with, and
 * errors come with status 200, too.
 *
 * @see <a href="https://doc.dovecot.org/2.3/admin_manual/doveadm_http_api/">its manual</a>
 */
final class Doveadm {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String INBOX = "INBOX";
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  /** sysexits.h: no such user; and doveadm's own: not found. */
  private static final Set<Integer> MISSING = Set.of(67, 68);

  private final URI url;
  private final RestClient http;

  Doveadm(PostfixSettings settings) {
    this.url = settings.doveadm().url();
    String key =
        Base64.getEncoder()
            .encodeToString(settings.doveadm().apiKey().getBytes(StandardCharsets.UTF_8));
    this.http =
        PlatformHttp.client(url, settings.timeouts())
            .defaultHeader("Authorization", "X-Dovecot-API " + key)
            .build();
  }

  /** Forgets all mail of a mailbox, with the folders that its owner has made. */
  void forgetMail(String user) {
    for (JsonNode folder : run("mailboxList", user, JSON.createObjectNode())) {
      String name = folder.path("mailbox").asText();
      if (!name.equals(INBOX)) {
        ObjectNode deletion = JSON.createObjectNode().put("subscriptions", true);
        deletion.putArray("mailbox").add(name);
        run("mailboxDelete", user, deletion);
      }
    }
    ObjectNode everything = JSON.createObjectNode();
    everything.putArray("query").add("mailbox").add(INBOX).add("all");
    run("expunge", user, everything);
  }

  /** What a command answers; nothing if what it is about is not there. */
  private JsonNode run(String command, String user, ObjectNode parameters) {
    ArrayNode call = JSON.createArrayNode();
    call.addArray().add(command).add(parameters.put("user", user)).add("desk");
    String body;
    try {
      body =
          http.post()
              .uri("/doveadm/v1")
              .contentType(MediaType.APPLICATION_JSON)
              .body(call.toString())
              .exchange(
                  (sent, response) -> {
                    String text =
                        StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8);
                    int status = response.getStatusCode().value();
                    if (status != OK) {
                      throw unusable(
                          command,
                          "status " + status,
                          status == UNAUTHORIZED
                              ? "Check desk.mail.postfix.doveadm.api-key."
                              : "Check desk.mail.postfix.doveadm.url.");
                    }
                    return text;
                  });
    } catch (ResourceAccessException e) {
      throw new PlatformUnavailable(
          "Dovecot's doveadm at "
              + url
              + " gave no whole answer to "
              + command
              + " ("
              + Quotation.of(String.valueOf(e.getMostSpecificCause()))
              + "). Check that it runs and that the desk may reach it.",
          e);
    }
    return answer(command, body);
  }

  private JsonNode answer(String command, String body) {
    JsonNode answer;
    try {
      answer = JSON.readTree(body).path(0);
    } catch (JsonProcessingException e) {
      throw unusable(command, Quotation.of(body), "Check desk.mail.postfix.doveadm.url.");
    }
    String kind = answer.path(0).asText();
    if (kind.equals("doveadmResponse")) {
      return answer.path(1);
    }
    if (kind.equals("error") && MISSING.contains(answer.path(1).path("exitCode").asInt())) {
      return JSON.createArrayNode();
    }
    throw unusable(command, Quotation.of(body), "Look at Dovecot's log.");
  }

  private PlatformUnavailable unusable(String command, String what, String advice) {
    return new PlatformUnavailable(
        "Dovecot's doveadm at " + url + " answered " + command + " with " + what + ". " + advice);
  }
}
