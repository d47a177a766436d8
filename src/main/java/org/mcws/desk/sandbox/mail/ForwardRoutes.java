package org.mcws.desk.sandbox.mail;

import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.mail.MailMapping.Type;

/** WebAdmin's {@code /address/forwards}. */
final class ForwardRoutes {

  private static final String USER = "/address/forwards/([^/]+)";
  private static final String TARGET = USER + "/targets/([^/]+)";

  private final MailDirectory directory;
  private final MailMappings mappings;

  ForwardRoutes(MailDirectory directory, MailMappings mappings) {
    this.directory = directory;
    this.mappings = mappings;
  }

  void addTo(WebAdminApi api) {
    api.get("/address/forwards", request -> WebAdminApi.ok(directory.sources(Type.Forward)))
        .get(USER, this::targets)
        .on("PUT", USER, this::withoutTarget)
        .on("DELETE", USER, this::withoutTarget)
        .on("PUT", TARGET, this::add)
        .on("DELETE", TARGET, this::remove);
  }

  private HttpResponse targets(HttpRequest request) {
    List<String> targets = directory.targets(user(request).key(), Type.Forward);
    if (targets.isEmpty()) {
      throw WebAdminRefusal.absent("The forward does not exist");
    }
    return WebAdminApi.ok(targets.stream().map(target -> Map.of("mailAddress", target)).toList());
  }

  private HttpResponse withoutTarget(HttpRequest request) {
    throw WebAdminRefusal.invalid("A destination address needs to be specified in the path", null);
  }

  private HttpResponse add(HttpRequest request) {
    mappings.addForward(user(request), target(request));
    return WebAdminApi.done();
  }

  private HttpResponse remove(HttpRequest request) {
    mappings.remove(Type.Forward, user(request), target(request));
    return WebAdminApi.done();
  }

  private static MailboxAddress user(HttpRequest request) {
    return WebAdminApi.address(request.argument(0), "The base forward");
  }

  private static MailboxAddress target(HttpRequest request) {
    return WebAdminApi.address(request.argument(1), "The target forward");
  }
}
