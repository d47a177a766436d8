package org.mcws.desk.platform.mesos.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;

/**
 * Asks the master that leads. The others answer with a redirect, which is not followed: the address
 * that a master announces need not be one that can be reached, and the password is only for those
 * that were named. So the masters are asked one after the other, and whoever answers leads.
 */
final class OperatorApi {

  private static final Map<Integer, String> ADVICE =
      Map.of(
          401, "Check desk.mesos.username and password.",
          403, "Let the desk's user read agents and tasks and change the maintenance schedule.",
          404, "Is that a Mesos master, of version 1.0 or later? Check desk.mesos.urls.",
          503, "It goes on when the masters have a leader again.");

  private final List<Master> masters;
  private final int readAttempts;

  OperatorApi(MesosSettings settings) {
    this.masters = settings.urls().stream().map(url -> new Master(url, settings)).toList();
    this.readAttempts = settings.readAttempts();
  }

  /**
   * Reads; what fails is tried again at once, since it changes nothing.
   *
   * @param type the call, such as {@code GET_AGENTS}
   * @return what the answer holds under the call's own name
   */
  JsonNode read(String type) {
    return leader(type).content();
  }

  /**
   * Changes something: sent once, to the master that leads, found by a question before.
   *
   * @param type the call, such as {@code START_MAINTENANCE}
   * @param content what it says under its own name
   */
  void change(String type, ObjectNode content) {
    Master leader = leader("GET_HEALTH").master();
    ObjectNode call = call(type);
    call.set(field(type), content);
    Answer answer;
    try {
      answer = leader.send(call);
    } catch (PlatformUnavailable silence) {
      throw unavailable(type, silence.getMessage(), "Look at the master's log.", silence);
    }
    if (answer.isRedirect()) {
      throw unavailable(
          type,
          leader.url() + " does not lead any more",
          "Nothing was changed; the desk tries again.",
          null);
    }
    if (answer.status() == 400) {
      throw new PlatformRefusal(
          "maintenanceRefused", "Mesos refuses " + type + ": " + answer.text().strip());
    }
    // Mesos says nothing to a change that it has accepted.
    if (!answer.isOk() || !answer.text().isBlank()) {
      throw unavailable(type, said(leader, answer), advice(answer), null);
    }
  }

  private Led leader(String type) {
    List<String> said = new ArrayList<>();
    String advice = "Check that the masters run and that the network lets the desk through.";
    PlatformUnavailable cause = null;
    for (int attempt = 1; attempt <= readAttempts; attempt++) {
      said.clear();
      for (Master master : masters) {
        try {
          Answer answer = master.send(call(type));
          JsonNode content = answer.json().path(field(type));
          if (answer.isOk() && content.isObject()) {
            return new Led(master, content);
          }
          said.add(said(master, answer));
          advice = advice(answer);
        } catch (PlatformUnavailable silence) {
          said.add(silence.getMessage());
          cause = silence;
        }
      }
    }
    throw unavailable(type, String.join("; ", said), advice, cause);
  }

  private static String said(Master master, Answer answer) {
    return master.url()
        + (answer.isRedirect()
            ? " does not lead but " + answer.location()
            : " answered with " + answer.message());
  }

  private static String advice(Answer answer) {
    if (answer.isRedirect()) {
      return "If that one is not among desk.mesos.urls, add it: redirects are not followed.";
    }
    return ADVICE.getOrDefault(
        answer.status(),
        answer.isOk()
            ? "That is no answer of Mesos: is there a proxy in between?"
            : "Look at the master's log.");
  }

  private static PlatformUnavailable unavailable(
      String type, String what, String advice, Throwable cause) {
    return new PlatformUnavailable("Mesos did not do " + type + ": " + what + ". " + advice, cause);
  }

  private static ObjectNode call(String type) {
    return Answer.JSON.createObjectNode().put("type", type);
  }

  private static String field(String type) {
    return type.toLowerCase(Locale.ROOT);
  }

  private record Led(Master master, JsonNode content) {}
}
