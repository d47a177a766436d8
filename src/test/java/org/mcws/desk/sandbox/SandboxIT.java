package org.mcws.desk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SandboxIT {

  @Autowired private TestRestTemplate http;
  @Autowired private JavaMailSender mail;
  @Autowired private Environment environment;

  @Test
  void saysWithoutALoginWhereTheServersListen() throws Exception {
    JsonNode sandbox = describe();
    assertThat(sandbox.fieldNames())
        .toIterable()
        .containsExactly(
            "marathon",
            "mesos",
            "consul",
            "dnsApi",
            "dns",
            "mailApi",
            "smtp",
            "imap",
            "sites",
            "sitesTls",
            "registry",
            "accounts",
            "outsidePassword");
    assertThat(sandbox.at("/accounts/ops").asText()).isEqualTo("ops");
    assertThat(
            http.getForEntity(sandbox.path("marathon").asText() + "/ping", String.class).getBody())
        .startsWith("pong");
    new Socket("127.0.0.1", URI.create(sandbox.path("sitesTls").asText()).getPort()).close();
    for (String server : new String[] {"smtp", "imap", "dns"}) {
      String[] address = sandbox.path(server).asText().split(":");
      new Socket(address[0], Integer.parseInt(address[1])).close();
    }
  }

  @Test
  void theAdaptersSettingsPointAtTheServers() {
    assertThat(environment.getProperty("desk.hosting.marathon.url"))
        .isEqualTo(describe().path("marathon").asText());
    assertThat(describe().path("sitesTls").asText())
        .isEqualTo("https://127.0.0.1:" + environment.getProperty("desk.hosting.edge.tls-port"));
    assertThat(Path.of(environment.getProperty("desk.hosting.edge.trusted-certificates")))
        .isRegularFile();
    assertThat(environment.getProperty("desk.dns.powerdns.url"))
        .isEqualTo(describe().path("dnsApi").asText());
    assertThat(environment.getProperty("desk.mail.james.url"))
        .isEqualTo(describe().path("mailApi").asText());
    assertThat(environment.getProperty("desk.images.mirror.url"))
        .isEqualTo(describe().path("registry").asText());
  }

  @Test
  void aServerMisbehavesAsOftenAsItIsTold() {
    String marathon = describe().path("marathon").asText() + "/v2/apps";
    http.postForEntity(
        "/api/sandbox/marathon/faults",
        Map.of("kind", "error", "times", 2, "status", 500, "path", "/v2/apps"),
        String.class);
    assertThat(status(marathon)).isEqualTo(500);
    assertThat(status(marathon)).isEqualTo(500);
    assertThat(status(marathon)).isEqualTo(200);
  }

  @Test
  void aFaultCanBeTakenBack() {
    String dns = describe().path("dnsApi").asText();
    http.postForEntity("/api/sandbox/dns/faults", Map.of("kind", "garbage"), String.class);
    assertThat(
            http.exchange("/api/sandbox/dns/faults", HttpMethod.DELETE, null, String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.NO_CONTENT);
    assertThat(status(dns + "/api/v1/servers")).isEqualTo(401);
  }

  @Test
  void anUnknownServerOrFaultIsRefused() {
    assertThat(
            http.postForEntity("/api/sandbox/fax/faults", Map.of("kind", "error"), String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.NOT_FOUND);
    ResponseEntity<String> sulk =
        http.postForEntity("/api/sandbox/dns/faults", Map.of("kind", "sulk"), String.class);
    assertThat(sulk.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(sulk.getBody()).contains("delay, error, cut, garbage, silence");
    assertThat(
            http.postForEntity("/api/sandbox/dns/faults", Map.of(), String.class).getStatusCode())
        .isEqualTo(HttpStatus.BAD_REQUEST);
  }

  @Test
  void aNewcomerReadsTheMailsThatLeftAndFollowsTheirLinks() {
    SimpleMailMessage message = new SimpleMailMessage();
    message.setFrom("desk@mcws.example");
    message.setTo("ann@outside.test");
    message.setSubject("Are you <b>Ann</b>?");
    message.setText("Answer at http://localhost/answers/1, please.\n<script>alert(1)</script>");
    mail.send(message);
    String page = http.getForObject("/sandbox/mails", String.class);
    assertThat(page)
        .contains("ann@outside.test")
        .contains("Are you &lt;b&gt;Ann&lt;/b&gt;?")
        .contains("href=\"http://localhost/answers/1\"")
        .doesNotContain("<script>");
  }

  private JsonNode describe() {
    ResponseEntity<JsonNode> answer = http.getForEntity("/api/sandbox", JsonNode.class);
    assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
    return answer.getBody();
  }

  private int status(String url) {
    return http.getForEntity(url, String.class).getStatusCode().value();
  }
}
