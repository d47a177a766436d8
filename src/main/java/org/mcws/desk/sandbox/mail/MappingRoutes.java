package org.mcws.desk.sandbox.mail;

/** WebAdmin's {@code /mappings}. */
final class MappingRoutes {

  private final MailDirectory directory;

  MappingRoutes(MailDirectory directory) {
    this.directory = directory;
  }

  void addTo(WebAdminApi api) {
    api.get("/mappings", request -> WebAdminApi.ok(directory.mappings()))
        .get(
            "/mappings/user/([^/]+)",
            request -> WebAdminApi.ok(directory.mappings(UserRoutes.user(request.argument(0)))));
  }
}
