package org.mcws.desk.sandbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** WebAdmin's {@code /users}. */
final class UserRoutes {

  private static final String USER = "/users/([^/]+)";
  private static final String FORBIDDEN = "\"(),:; <>@[\\]";

  private final MailDirectory directory;

  UserRoutes(MailDirectory directory) {
    this.directory = directory;
  }

  void addTo(WebAdminApi api) {
    api.get("/users", request -> list())
        .on("HEAD", USER, this::exists)
        .on("PUT", USER, this::add)
        .on("DELETE", USER, this::remove)
        .on("POST", USER + "/verify", this::verify);
  }

  private HttpResponse list() {
    return WebAdminApi.ok(
        directory.users().stream().map(user -> Map.of("username", user)).toList());
  }

  private HttpResponse exists(HttpRequest request) {
    return WebAdminApi.typed(
        HttpResponse.empty(directory.hasUser(user(request.argument(0))) ? 200 : 404));
  }

  private HttpResponse add(HttpRequest request) {
    String user = user(request.argument(0));
    String password = password(request, "JSON payload of the request is not valid");
    return directory.atomically(
        () -> {
          checkName(user);
          boolean known = directory.hasUser(user);
          if (!known && !directory.mappings(user).isEmpty()) {
            String reason =
                "'%s' already have associated mappings: %s"
                    .formatted(user, directory.mappings(user).first());
            throw WebAdminRefusal.conflict(reason, reason);
          }
          if (known && request.parameter("force").isEmpty()) {
            String reason = "'%s' user already exist".formatted(user);
            throw WebAdminRefusal.conflict(reason, reason);
          }
          directory.setPassword(user, password);
          return WebAdminApi.done();
        });
  }

  private HttpResponse remove(HttpRequest request) {
    directory.removeUser(user(request.argument(0)));
    return WebAdminApi.done();
  }

  private HttpResponse verify(HttpRequest request) {
    String user = user(request.argument(0));
    String password = password(request, "Error while deserializing verifyUser request");
    return directory.isPassword(user, password)
        ? WebAdminApi.done()
        : WebAdminApi.typed(HttpResponse.empty(401));
  }

  /** The user's name as James files it. */
  static String user(String name) {
    String problem = null;
    if (name.startsWith("@")) {
      problem = "username local part should not be empty";
    } else if (name.length() > 255) {
      problem = "username length should not be longer than 255 characters";
    }
    if (problem != null) {
      throw WebAdminRefusal.invalid("Invalid arguments supplied in the user request", problem);
    }
    return name.toLowerCase(Locale.ROOT);
  }

  private void checkName(String user) {
    int at = user.indexOf('@');
    String problem = null;
    if (at < 0) {
      problem = "Given Username needs to contain a @domainpart";
    } else if (!directory.serves(user.substring(at + 1))) {
      problem = "Domain does not exist in DomainList";
    } else if (user.substring(0, at).chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
      problem =
          "Given Username '%s' should not contain any of those characters: %s"
              .formatted(user, FORBIDDEN);
    }
    if (problem != null) {
      throw WebAdminRefusal.invalid("Username supplied is invalid", problem);
    }
  }

  private static String password(HttpRequest request, String otherwise) {
    JsonNode password = WebAdminApi.body(request.body(), otherwise, "password").path("password");
    if (!password.isTextual()) {
      throw WebAdminRefusal.invalid(otherwise, "Cannot construct a request without a password");
    }
    return password.textValue();
  }
}
