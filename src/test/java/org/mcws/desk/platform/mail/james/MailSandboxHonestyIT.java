package org.mcws.desk.platform.mail.james;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.AuthenticationFailedException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.platform.mail.Inbox;
import org.mcws.desk.platform.mail.MailLogin;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;

/**
 * The sandbox answers what Apache James answers: the same requests, good and bad, go to both, and
 * status and body must be the same. Not compared are the order of JSON objects and of lists of
 * users, the wording of {@code details} about input that cannot be parsed, ids, and folders other
 * than the inbox, which James makes at the first login.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MailSandboxHonestyIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path REQUESTS = Path.of("src/test/james/requests.txt");

  @TempDir static Path folder;
  private static RealJames james;
  private static MailSandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    james = RealJames.start(Files.createDirectory(folder.resolve("james")), Map.of());
    sandbox = new MailSandbox(new MailSandboxSettings(0, 0, 0), folder.resolve("sandbox"));
    sandbox.start();
  }

  @AfterAll
  static void stop() {
    if (sandbox != null) {
      sandbox.close();
    }
    if (james != null) {
      james.close();
    }
  }

  @Test
  @Order(1)
  void webAdminAnswersTheSame() throws Exception {
    List<String> fromJames = new ArrayList<>();
    List<String> fromSandbox = new ArrayList<>();
    for (String line : Files.readAllLines(REQUESTS)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        fromJames.add(line + " => " + ask(james.url(), line));
        fromSandbox.add(line + " => " + ask(sandbox.addresses().get("mailApi"), line));
      }
    }
    assertThat(fromSandbox).hasSizeGreaterThan(100).containsExactlyElementsOf(fromJames);
  }

  @Test
  @Order(2)
  void smtpAcceptsAndRefusesTheSame() throws Exception {
    setUpTeam(james.url());
    setUpTeam(sandbox.addresses().get("mailApi"));
    List<String> recipients =
        List.of(
            "ada@team.example",
            "ADA@Team.Example",
            "all@team.example",
            "alias@team.example",
            "ghost@team.example",
            "ada+tag@team.example",
            "postmaster@team.example",
            "someone@elsewhere.example",
            "nobody",
            "bad@",
            "a b@team.example",
            "");

    List<String> fromSandbox = replies(sandbox.addresses().get("smtp"), recipients);

    assertThat(fromSandbox).containsExactlyElementsOf(replies(james.smtp(), recipients));
    assertThat(fromSandbox).contains("250", "550 5.1.1", "553 5.1.3");
  }

  @Test
  @Order(3)
  void imapLetsInTheSame() {
    for (MailLogin login :
        List.of(
            new MailLogin("ada@team.example", "pw"),
            new MailLogin("Ada@TEAM.example", "pw"),
            new MailLogin("ada@team.example", "wrong"),
            new MailLogin("ada@team.example", ""),
            new MailLogin("ghost@team.example", "pw"),
            new MailLogin("all@team.example", "pw"))) {
      assertThat(letsIn(sandbox.addresses().get("smtp"), sandbox.addresses().get("imap"), login))
          .as(login.toString())
          .isEqualTo(letsIn(james.smtp(), james.imap(), login));
    }
  }

  private static void setUpTeam(String url) throws Exception {
    for (String line :
        List.of(
            "PUT /domains/team.example",
            "PUT /users/ada@team.example {\"password\":\"pw\"}",
            "PUT /address/groups/all@team.example/ada@team.example",
            "PUT /address/aliases/ada@team.example/sources/alias@team.example")) {
      assertThat(ask(url, line)).startsWith("204");
    }
  }

  private static boolean letsIn(String smtp, String imap, MailLogin login) {
    try {
      new Inbox(smtp, imap, login).subjects();
      return true;
    } catch (AuthenticationFailedException e) {
      return false;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The reply's code to each RCPT; of a refusal with its enhanced code. */
  private static List<String> replies(String server, List<String> recipients) throws IOException {
    List<String> replies = new ArrayList<>();
    String[] hostAndPort = server.split(":");
    try (Socket socket = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      in.readLine();
      say(out, in, "HELO test.example");
      say(out, in, "MAIL FROM:<desk@mcws.example>");
      for (String recipient : recipients) {
        String reply = say(out, in, "RCPT TO:<" + recipient + ">");
        replies.add(reply.startsWith("2") ? reply.substring(0, 3) : reply.substring(0, 9));
      }
      say(out, in, "QUIT");
    }
    return replies;
  }

  private static String say(OutputStream out, BufferedReader in, String command)
      throws IOException {
    out.write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    String reply = in.readLine();
    while (reply.charAt(3) == '-') {
      reply = in.readLine();
    }
    return reply;
  }

  private static String ask(String url, String line) throws IOException, InterruptedException {
    String[] parts = line.split(" ", 3);
    boolean chunked = parts[0].endsWith("-CHUNKED");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url + parts[1]))
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .method(
                        parts[0].replace("-CHUNKED", ""),
                        body(parts.length > 2 ? parts[2] : "", chunked))
                    .build(),
                BodyHandlers.ofString());
    return answer.statusCode()
        + " "
        + answer.headers().firstValue("Content-Type").orElse("")
        + " "
        + normalised(answer.body());
  }

  private static BodyPublisher body(String text, boolean chunked) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
        : BodyPublishers.ofByteArray(bytes);
  }

  private static String normalised(String body) throws IOException {
    if (body.isEmpty()) {
      return "";
    }
    JsonNode json = JSON.readTree(body);
    if (json instanceof ArrayNode array) {
      List<String> items = new ArrayList<>();
      for (JsonNode item : array) {
        if (item instanceof ObjectNode object && object.has("mailboxId")) {
          object.put("mailboxId", "id");
        }
        items.add(sorted(item));
      }
      if (array.path(0).has("username")) {
        items.sort(null);
      }
      return items.toString();
    }
    String message = json.path("message").asText();
    if (json instanceof ObjectNode object
        && (message.contains("JSON payload")
            || message.contains("deserializing")
            || message.endsWith("is not an email address"))) {
      object.put("details", "...");
    }
    return sorted(json);
  }

  private static String sorted(JsonNode node) throws IOException {
    return JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build()
        .writeValueAsString(JSON.treeToValue(node, Object.class));
  }
}
