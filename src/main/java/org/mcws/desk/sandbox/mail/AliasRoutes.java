package org.mcws.desk.sandbox.mail;

import java.util.Map;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.mail.MailMapping.Type;

/** WebAdmin's {@code /address/aliases}, where the destination comes before the alias. */
final class AliasRoutes {

  private static final String DESTINATION = "/address/aliases/([^/]+)";
  private static final String SOURCE = DESTINATION + "/sources/([^/]+)";

  private final MailDirectory directory;
  private final MailMappings mappings;

  AliasRoutes(MailDirectory directory, MailMappings mappings) {
    this.directory = directory;
    this.mappings = mappings;
  }

  void addTo(WebAdminApi api) {
    api.get("/address/aliases", request -> WebAdminApi.ok(destinations()))
        .get(DESTINATION, this::sources)
        .on("PUT", SOURCE, this::add)
        .on("DELETE", SOURCE, this::remove);
  }

  private Object destinations() {
    return directory.sources(Type.Alias).stream()
        .flatMap(source -> directory.targets(source, Type.Alias).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private HttpResponse sources(HttpRequest request) {
    String destination = address(request, 0).toString();
    return WebAdminApi.ok(
        directory.sources(Type.Alias).stream()
            .filter(source -> directory.targets(source, Type.Alias).contains(destination))
            .map(source -> Map.of("source", source))
            .toList());
  }

  private HttpResponse add(HttpRequest request) {
    mappings.addAlias(address(request, 1), address(request, 0));
    return WebAdminApi.done();
  }

  private HttpResponse remove(HttpRequest request) {
    mappings.remove(Type.Alias, address(request, 1), address(request, 0));
    return WebAdminApi.done();
  }

  private static MailboxAddress address(HttpRequest request, int argument) {
    return WebAdminApi.address(request.argument(argument), "The alias");
  }
}
