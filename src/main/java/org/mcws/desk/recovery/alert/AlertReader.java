package org.mcws.desk.recovery.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.stereotype.Component;

/** Recognises by its shape what a monitoring system has posted, and reads it. */
@Component
public class AlertReader {

  /** How many alerts one message may hold. */
  public static final int MOST_ALERTS = Told.MOST_ELEMENTS;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final String EXPECTED =
      "This is no form of alert that the desk knows: Alertmanager, Grafana, Uptime Kuma, Pingdom,"
          + " UptimeRobot, or {\"service\": \"...\", \"status\": \"down\", \"title\": \"...\"}, one"
          + " or a list of those.";

  private final List<AlertForm> forms;

  public AlertReader(Clock clock) {
    // The first that recognises a message reads it; the last is the least particular.
    forms =
        List.of(
            new AlertmanagerForm(clock),
            new UptimeKumaForm(),
            new PingdomForm(),
            new UptimeRobotForm(),
            new GrafanaRuleForm(),
            new GenericForm());
  }

  /**
   * Reads a message.
   *
   * @param message as JSON; may be anything
   * @return its alerts in their order, one or more; the same key may come twice
   * @throws InvalidInput if it is of no form that the desk knows, holds more than {@link
   *     #MOST_ALERTS}, or does not tell what it is about; names the JSON pointer of what is wrong
   */
  public List<Alert> read(JsonNode message) {
    Told told = Told.whole(message);
    return forms.stream()
        .filter(form -> form.recognises(told))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("/", EXPECTED))
        .read(told);
  }

  /**
   * Reads a message as it was posted.
   *
   * @param body JSON in UTF-8, of whatever length; may be anything
   * @return as {@link #read(JsonNode)}
   * @throws InvalidInput as {@link #read(JsonNode)}, and if it is no JSON
   */
  public List<Alert> read(byte[] body) {
    JsonNode message;
    try {
      message = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new InvalidInput("/", "The message is no JSON, or goes too deep." + place(e));
    } catch (IOException e) {
      throw new InvalidInput("/", "The message is not in UTF-8.");
    }
    return read(message);
  }

  private static String place(JsonProcessingException e) {
    return e.getLocation() == null
        ? ""
        : " Look at line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ".";
  }
}
