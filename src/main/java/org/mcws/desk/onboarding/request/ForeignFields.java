package org.mcws.desk.onboarding.request;

import java.util.EnumSet;
import java.util.Set;
import org.mcws.desk.inventory.ServiceKind;

/** Tells of fields that mean nothing for a kind of service, since they show a misunderstanding. */
record ForeignFields(String field, ServiceFacts facts, Findings findings) {

  private static final Set<ServiceKind> RUNNING =
      EnumSet.of(ServiceKind.SITE, ServiceKind.WORKER, ServiceKind.SCHEDULED);

  void check() {
    ServiceKind kind = facts.kind();
    foreign("blueprint", facts.blueprint() != null && kind != ServiceKind.SITE);
    foreign("image", facts.image() != null && !RUNNING.contains(kind));
    foreign("starter", facts.starter() != null && !RUNNING.contains(kind));
    foreign("dockerfile", facts.dockerfile() != null && !RUNNING.contains(kind));
    foreign("repository", facts.repository() != null && !RUNNING.contains(kind));
    foreign("port", facts.port() != null && kind != ServiceKind.SITE);
    foreign("healthPath", facts.healthPath() != null && kind != ServiceKind.SITE);
    foreign("schedule", facts.schedule() != null && kind != ServiceKind.SCHEDULED);
    foreign(
        "host",
        facts.host() != null && (kind == ServiceKind.WORKER || kind == ServiceKind.SCHEDULED));
    foreign(
        "resources/instances", facts.resources().instances() > 1 && kind == ServiceKind.SCHEDULED);
    foreign("command", !facts.command().isEmpty() && !RUNNING.contains(kind));
    foreign("environment", !facts.environment().isEmpty() && !RUNNING.contains(kind));
    foreign(
        "resources",
        !facts.resources().equals(ServiceFacts.ResourceFacts.DEFAULT) && !RUNNING.contains(kind));
    foreign("mailboxes", !facts.mailboxes().isEmpty() && kind != ServiceKind.MAIL_DOMAIN);
    foreign("aliases", !facts.aliases().isEmpty() && kind != ServiceKind.MAIL_DOMAIN);
    foreign("quotaMiB", facts.quotaMiB() != null && kind != ServiceKind.MAILBOX);
    foreign("targets", !facts.targets().isEmpty() && kind != ServiceKind.ALIAS);
  }

  private void foreign(String name, boolean given) {
    if (given) {
      findings.add(field + "/" + name, "is not for a " + facts.kind().label() + ": leave it out");
    }
  }
}
