package org.mcws.desk;

import java.util.Map;
import org.mcws.desk.sandbox.Sandbox;
import org.mcws.desk.settings.DeskSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says, when the desk is ready, where to go. */
@Component
class StartMessage {

  private static final Logger LOG = LoggerFactory.getLogger(StartMessage.class);

  private final DeskSettings desk;
  private final ObjectProvider<Sandbox> sandbox;

  StartMessage(DeskSettings desk, ObjectProvider<Sandbox> sandbox) {
    this.desk = desk;
    this.sandbox = sandbox;
  }

  @EventListener
  void show(ApplicationReadyEvent ready) {
    if (ready.getApplicationContext() instanceof WebServerApplicationContext web
        && web.getWebServer() != null) {
      LOG.info("{}", text("http://localhost:" + web.getWebServer().getPort()));
    }
  }

  String text(String url) {
    StringBuilder text = new StringBuilder("\n\nMCWS Desk is ready.\n");
    line(text, "Portal", url + "/");
    line(text, "Tasklist", url + "/camunda/app/tasklist/");
    line(text, "Cockpit", url + "/camunda/app/cockpit/");
    line(text, "REST", url + "/engine-rest, " + url + "/swagger-ui.html");
    line(text, "Data", desk.home().toString());
    sandbox.ifAvailable(running -> addSandbox(text, url, running));
    return text.toString();
  }

  private static void addSandbox(StringBuilder text, String url, Sandbox sandbox) {
    text.append(
        "This is a sandbox: it reaches no real server, and everybody knows its passwords.\n");
    line(text, "Accounts", String.join(", ", Sandbox.ACCOUNTS) + " (the name is the password)");
    line(text, "Mails", url + "/sandbox/mails");
    for (Map.Entry<String, String> server : sandbox.addresses().entrySet()) {
      line(text, server.getKey(), server.getValue());
    }
  }

  private static void line(StringBuilder text, String what, String where) {
    text.append(String.format("  %-10s %s%n", what, where));
  }
}
