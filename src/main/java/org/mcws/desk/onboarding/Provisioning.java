package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.onboarding.request.Plan;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.onboarding.request.Planner;
import org.mcws.desk.onboarding.request.RequestReader;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.DnsZones;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.Hosting;
import org.mcws.desk.platform.mail.MailHosting;
import org.springframework.stereotype.Service;

/**
 * Makes what a community asked for, and removes exactly that. Every step may be repeated. What was
 * there before and is somebody else's is neither changed nor removed: apps and records carry their
 * owner, and for mail domains the desk keeps a claim.
 */
@Service
class Provisioning {

  private final Onboardings onboardings;

  private final RequestReader reader;
  private final Planner planner;
  private final Hosting hosting;
  private final DnsZones zones;
  private final DnsPlan dnsPlan;
  private final MailHosting mail;
  private final MailDomainClaims claims;
  private final OrderedImages orderedImages;

  Provisioning(
      Onboardings onboardings,
      RequestReader reader,
      Planner planner,
      Hosting hosting,
      DnsZones zones,
      DnsPlan dnsPlan,
      MailHosting mail,
      MailDomainClaims claims,
      OrderedImages orderedImages) {
    this.onboardings = onboardings;
    this.reader = reader;
    this.planner = planner;
    this.hosting = hosting;
    this.zones = zones;
    this.dnsPlan = dnsPlan;
    this.mail = mail;
    this.claims = claims;
    this.orderedImages = orderedImages;
  }

  /** What is made in this onboarding. */
  Plan plan(String processInstanceId) {
    return planner.plan(reader.read(onboarding(processInstanceId).request()));
  }

  /**
   * @throws PlatformRefusal {@code imageNotBuilt} before anything is made, if an image is missing
   */
  void hosting(String processInstanceId) {
    Plan plan = plan(processInstanceId);
    Map<String, String> images = orderedImages.images(plan);
    List<App> apps = plan.apps().stream().map(app -> built(app, images)).toList();
    apps.forEach(hosting::ensure);
  }

  private static App built(App app, Map<String, String> images) {
    String image = images.get(app.labels().get(App.SERVICE));
    return image == null ? app : app.running(image);
  }

  /**
   * @throws PlatformUnavailable naming the apps that do not yet run as they should, and why
   */
  void requireHealthyApps(String processInstanceId) {
    List<String> unsettled =
        plan(processInstanceId).apps().stream()
            .map(
                app ->
                    hosting
                        .find(app.id())
                        .map(Provisioning::trouble)
                        .orElse(app.id() + " is not there"))
            .filter(trouble -> !trouble.isEmpty())
            .toList();
    if (!unsettled.isEmpty()) {
      throw new PlatformUnavailable(
          String.join("; ", unsettled)
              + ". Look at the app on the hosting platform; when it is healthy retry this step, or"
              + " abandon the onboarding by setting the variable abandonReason.");
    }
  }

  void removeHosting(String processInstanceId) {
    for (App app : plan(processInstanceId).apps()) {
      hosting
          .find(app.id())
          .filter(running -> isOurs(app, running))
          .ifPresent(running -> hosting.remove(app.id()));
    }
  }

  void records(String processInstanceId) {
    Plan plan = plan(processInstanceId);
    String owner = owner(processInstanceId);
    plan.zones().forEach(zone -> zones.ensureZone(zone, owner));
    dnsPlan.records(plan).forEach((zone, records) -> zones.ensureRecords(zone, owner, records));
  }

  void removeRecords(String processInstanceId) {
    Plan plan = plan(processInstanceId);
    String owner = owner(processInstanceId);
    dnsPlan.records(plan).keySet().forEach(zone -> zones.removeRecords(zone, owner));
    plan.zones().forEach(zone -> zones.removeZone(zone, owner));
  }

  void mail(String processInstanceId) {
    String community = onboarding(processInstanceId).community();
    for (PlannedMailDomain domain : plan(processInstanceId).mailDomains()) {
      claim(domain.domain(), community);
      mail.ensureDomain(domain.domain());
      domain.mailboxes().forEach(box -> mail.ensureMailbox(box.address(), box.quotaMiB()));
      domain
          .aliases()
          .forEach(alias -> mail.ensureAlias(alias.address(), Set.copyOf(alias.targets())));
    }
  }

  void removeMail(String processInstanceId) {
    for (MailDomainClaim claim :
        claims.findByCommunity(onboarding(processInstanceId).community())) {
      mail.removeDomain(claim.domain());
      claims.delete(claim);
    }
  }

  /** Removes whatever is still there, in the reverse of the order in which it was made. */
  void removeAll(String processInstanceId) {
    removeMail(processInstanceId);
    removeRecords(processInstanceId);
    removeHosting(processInstanceId);
  }

  private void claim(String domain, String community) {
    String holder = claims.findById(domain).map(MailDomainClaim::community).orElse(null);
    if (community.equals(holder)) {
      return;
    }
    if (holder != null || mail.hasDomain(domain)) {
      throw new PlatformRefusal(
          "mailDomainTaken",
          "The mail server has the domain "
              + domain
              + " already, and not for this community. Remove it there if it is a left-over, or"
              + " abandon the onboarding.");
    }
    claims.save(new MailDomainClaim(domain, community));
  }

  private Onboarding onboarding(String processInstanceId) {
    // Abandoning stops a step in the database while it still calls out: what undoes it must wait.
    return onboardings.lock(processInstanceId).orElseThrow();
  }

  private String owner(String processInstanceId) {
    return onboarding(processInstanceId).community();
  }

  private static boolean isOurs(App app, AppStatus running) {
    return app.labels().get(App.SERVICE).equals(running.labels().get(App.SERVICE));
  }

  private static String trouble(AppStatus status) {
    if (status.settled()) {
      return "";
    }
    String why =
        status
            .waitingFor()
            .map(reason -> "waiting: " + reason)
            .or(() -> status.lastFailure().map(f -> f.state() + " " + f.message()))
            .orElse(status.deploying() ? "still being deployed" : "health checks fail");
    long healthy = status.tasks().stream().filter(AppStatus.Task::healthy).count();
    return status.id()
        + " has "
        + healthy
        + " of "
        + status.instances()
        + " healthy instances ("
        + why
        + ")";
  }
}
