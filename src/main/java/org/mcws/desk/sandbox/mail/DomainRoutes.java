package org.mcws.desk.sandbox.mail;

import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** WebAdmin's {@code /domains}. */
final class DomainRoutes {

  private static final String DOMAIN = "/domains/([^/]+)";

  private final MailDirectory directory;

  DomainRoutes(MailDirectory directory) {
    this.directory = directory;
  }

  void addTo(WebAdminApi api) {
    api.get("/domains", request -> WebAdminApi.ok(directory.domains()))
        .get(DOMAIN, this::show)
        .on("PUT", DOMAIN, this::add)
        .on("DELETE", DOMAIN, this::remove);
  }

  private HttpResponse show(HttpRequest request) {
    String domain = domain(request);
    if (!directory.serves(domain)) {
      throw WebAdminRefusal.absent("The domain list does not contain: " + domain);
    }
    return WebAdminApi.done();
  }

  private HttpResponse add(HttpRequest request) {
    directory.addDomain(domain(request));
    return WebAdminApi.done();
  }

  private HttpResponse remove(HttpRequest request) {
    String domain = domain(request);
    if ("localhost".equals(domain)) {
      throw WebAdminRefusal.invalid(
          "Can not remove domain", "localhost is autodetected and cannot be removed");
    }
    directory.removeDomain(domain);
    return WebAdminApi.done();
  }

  private static String domain(HttpRequest request) {
    try {
      return MailDomain.parse(request.argument(0));
    } catch (IllegalArgumentException e) {
      throw WebAdminRefusal.invalid(
          "Invalid request for domain creation " + request.argument(0), e.getMessage());
    }
  }
}
