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

  /** EX_NOUSER of sysexits.h. */
  private static final int NO_SUCH_USER = 67;

  /** doveadm's own: what the command is about is not there. */
  private static final int NOT_FOUND = 68;

  /** EX_USAGE of sysexits.h: the root of a namespace cannot be deleted. */
  private static final int WRONG_USE = 64;

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

  /**
   * Forgets all mail of a mailbox, with the folders that its owner has made. What lies outside its
   * home is shared with others and left alone.
   */
  void forgetMail(String user) {
    ObjectNode who = JSON.createObjectNode();
    who.putArray("userMask").add(user);
    String home = run("user", who).path(user).path("home").asText() + "/";
    for (JsonNode folder : run("mailboxList", of(user))) {
      String name = folder.path("mailbox").asText();
      String path = run("mailboxPath", of(user).put("mailbox", name)).at("/0/path").asText();
      if (home.length() > 1 && path.startsWith(home)) {
        forget(user, name);
      }
    }
  }

  private void forget(String user, String folder) {
    ObjectNode everything = of(user);
    everything.putArray("query").add("mailbox").add(folder).add("all");
    run("expunge", everything, NOT_FOUND);
    if (!folder.equals(INBOX)) {
      ObjectNode deletion = of(user).put("subscriptions", true);
      deletion.putArray("mailbox").add(folder);
      run("mailboxDelete", deletion, NOT_FOUND, WRONG_USE);
    }
  }

  /** Ends whatever somebody has open of a mailbox. */
  void disconnect(String user) {
    ObjectNode who = JSON.createObjectNode();
    who.putArray("mask").add(user);
    run("kick", who, NOT_FOUND);
  }

  private static ObjectNode of(String user) {
    return JSON.createObjectNode().put("user", user);
  }

  /**
   * What a command answers.
   *
   * @param harmless exit codes that are as good as an answer
   */
  private JsonNode run(String command, ObjectNode parameters, Integer... harmless) {
    ArrayNode call = JSON.createArrayNode();
    call.addArray().add(command).add(parameters).add("desk");
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
    return answer(command, body, Set.of(harmless));
  }

  private JsonNode answer(String command, String body, Set<Integer> harmless) {
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
    int exitCode = answer.path(1).path("exitCode").asInt();
    if (kind.equals("error") && harmless.contains(exitCode)) {
      return JSON.createArrayNode();
    }
    if (kind.equals("error") && exitCode == NO_SUCH_USER) {
      throw unusable(
          command,
          "'no such user' for a mailbox that the tables have",
          "Let Dovecot's user_query find mailboxes that are switched off, too, and in the same"
              + " database.");
    }
    throw unusable(command, Quotation.of(body), "Look at Dovecot's log.");
  }

  private PlatformUnavailable unusable(String command, String what, String advice) {
    return new PlatformUnavailable(
        "Dovecot's doveadm at " + url + " answered " + command + " with " + what + ". " + advice);
  }
}
