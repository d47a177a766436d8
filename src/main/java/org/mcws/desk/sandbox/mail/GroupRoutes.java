package org.mcws.desk.sandbox.mail;

import java.util.List;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.mail.MailMapping.Type;

/** WebAdmin's {@code /address/groups}. */
final class GroupRoutes {

  private static final String GROUP = "/address/groups/([^/]+)";
  private static final String MEMBER = GROUP + "/([^/]+)";

  private final MailDirectory directory;
  private final MailMappings mappings;

  GroupRoutes(MailDirectory directory, MailMappings mappings) {
    this.directory = directory;
    this.mappings = mappings;
  }

  void addTo(WebAdminApi api) {
    api.get("/address/groups", request -> WebAdminApi.ok(directory.sources(Type.Group)))
        .get(GROUP, this::members)
        .on("PUT", GROUP, request -> WebAdminApi.typed(HttpResponse.empty(400)))
        .on("DELETE", GROUP, request -> WebAdminApi.typed(HttpResponse.empty(400)))
        .on("PUT", MEMBER, this::add)
        .on("DELETE", MEMBER, this::remove);
  }

  private HttpResponse members(HttpRequest request) {
    List<String> members = directory.targets(group(request).key(), Type.Group);
    if (members.isEmpty()) {
      throw WebAdminRefusal.absent("The group does not exist");
    }
    return WebAdminApi.ok(members);
  }

  private HttpResponse add(HttpRequest request) {
    mappings.addGroup(group(request), member(request));
    return WebAdminApi.done();
  }

  private HttpResponse remove(HttpRequest request) {
    mappings.remove(Type.Group, group(request), member(request));
    return WebAdminApi.done();
  }

  private static MailboxAddress group(HttpRequest request) {
    return WebAdminApi.address(request.argument(0), "The group");
  }

  private static MailboxAddress member(HttpRequest request) {
    return WebAdminApi.address(request.argument(1), "The group member");
  }
}
