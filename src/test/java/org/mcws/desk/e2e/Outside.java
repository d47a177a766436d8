package org.mcws.desk.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The world around a desk: people with mail, visitors of sites, and who looks at the platform. */
final class Outside {

  private final JsonNode sandbox;

  Outside(DeskProcess desk) {
    sandbox = desk.sandbox();
  }

  /** A page as a visitor got it. */
  record Page(int status, String text) {}

  /** The inbox of somebody whose address the platform does not serve. */
  Mailbox person(String address) {
    return new Mailbox(imap(), address, sandbox.path("outsidePassword").asText());
  }

  /** A mailbox that the platform serves. */
  Mailbox mailbox(String address, String password) {
    return new Mailbox(imap(), address, password);
  }

  /** Sends a mail from outside by SMTP. */
  void send(String to, String subject) throws MessagingException {
    Session session = Session.getInstance(new Properties());
    MimeMessage mail = new MimeMessage(session);
    mail.setFrom("visitor@outside.test");
    mail.setSubject(subject, "UTF-8");
    mail.setText("Hello " + to, "UTF-8");
    mail.saveChanges();
    String[] server = sandbox.path("smtp").asText().split(":");
    try (Transport smtp = session.getTransport("smtp")) {
      smtp.connect(server[0], Integer.parseInt(server[1]), null, null);
      smtp.sendMessage(mail, InternetAddress.parse(to));
    }
  }

  /** What the authoritative name server answers, sorted; empty if there is no such record. */
  List<String> resolve(String name, int type) {
    String[] server = sandbox.path("dns").asText().split(":");
    SimpleResolver resolver =
        new SimpleResolver(new InetSocketAddress(server[0], Integer.parseInt(server[1])));
    try {
      Record question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
      return resolver.send(Message.newQuery(question)).getSection(Section.ANSWER).stream()
          .filter(answer -> answer.getType() == type)
          .map(Record::rdataToString)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a site as a browser does: looks the name up, and asks there for the page by name. */
  Page visit(String host) {
    List<String> addresses = resolve(host, Type.A);
    if (addresses.isEmpty()) {
      throw new AssertionError(host + " does not resolve");
    }
    int port = URI.create(sandbox.path("sites").asText()).getPort();
    try (CloseableHttpClient browser = HttpClients.createDefault()) {
      HttpHost site = new HttpHost("http", InetAddress.getByName(addresses.get(0)), host, port);
      return browser.execute(
          site,
          new HttpGet("/"),
          answer -> new Page(answer.getCode(), EntityUtils.toString(answer.getEntity())));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(addresses + " of " + host, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids of all apps. */
  List<String> apps() {
    return all(new Caller(sandbox.path("marathon").asText()).get("/v2/apps").json().path("apps"))
        .map(app -> app.path("id").asText())
        .sorted()
        .toList();
  }

  /** How many descriptions an app has had. */
  int versions(String app) {
    return new Caller(sandbox.path("marathon").asText())
        .get("/v2/apps" + app + "/versions")
        .json()
        .path("versions")
        .size();
  }

  /** Somebody lets the app run in another number of instances. */
  void scale(String app, int instances) {
    new Caller(sandbox.path("marathon").asText())
        .put("/v2/apps" + app, "{\"instances\": " + instances + "}");
  }

  /** Somebody changes the address of a name by hand. */
  void point(String zone, String name, String address) {
    Caller.Answer changed =
        new Caller(sandbox.path("dnsApi").asText())
            .with("X-API-Key", "sandbox")
            .patch(
                "/api/v1/servers/localhost/zones/" + zone + ".",
                """
                {"rrsets": [{"name": "%s.", "type": "A", "ttl": 60, "changetype": "REPLACE",
                  "records": [{"content": "%s", "disabled": false}]}]}
                """
                    .formatted(name, address));
    if (changed.status() != 204) {
      throw new AssertionError(changed);
    }
  }

  boolean nothingIsDeployed() {
    return new Caller(sandbox.path("marathon").asText()).get("/v2/deployments").json().isEmpty();
  }

  /** The images of an app's descriptions, the oldest first. */
  List<String> images(String app) {
    Caller marathon = new Caller(sandbox.path("marathon").asText());
    String versions = "/v2/apps" + app + "/versions";
    return all(marathon.get(versions).json().path("versions"))
        .map(JsonNode::asText)
        .sorted()
        .map(version -> marathon.get(versions + "/" + version).json())
        .map(description -> description.at("/container/docker/image").asText())
        .toList();
  }

  /** How many tasks of its present description an app has that run and are healthy. */
  int healthyTasks(String app) {
    JsonNode now =
        new Caller(sandbox.path("marathon").asText()).get("/v2/apps" + app).json().path("app");
    return (int)
        all(now.path("tasks"))
            .filter(task -> task.path("version").equals(now.path("version")))
            .filter(task -> task.at("/healthCheckResults/0/alive").asBoolean())
            .count();
  }

  /** Somebody pushes an image to its registry. */
  void publish(String registry, String repository, String tag) {
    int status =
        new Caller(sandbox.path("registry").asText())
            .get("/v2/" + repository + "/manifests/" + tag + "?ns=" + registry)
            .status();
    if (status != 200) {
      throw new AssertionError(repository + ":" + tag + " is answered with " + status);
    }
  }

  /** The mailboxes that exist. */
  List<String> mailboxes() {
    return all(mailApi("/users")).map(user -> user.path("username").asText()).sorted().toList();
  }

  /** The mail domains that exist. */
  List<String> mailDomains() {
    return List.copyOf(new TreeSet<>(all(mailApi("/domains")).map(JsonNode::asText).toList()));
  }

  private JsonNode mailApi(String path) {
    return new Caller(sandbox.path("mailApi").asText()).get(path).json();
  }

  private String imap() {
    return sandbox.path("imap").asText();
  }

  private static java.util.stream.Stream<JsonNode> all(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
