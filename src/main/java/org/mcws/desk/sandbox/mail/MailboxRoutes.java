package org.mcws.desk.sandbox.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;

/** WebAdmin's {@code /users/{user}/mailboxes}: the folders in which a user's mail lies. */
final class MailboxRoutes {

  private static final String ALL = "/users/([^/]+)/mailboxes";
  private static final String ONE = ALL + "/([^/]+)";
  private static final String GET = "Invalid get on user mailboxes";
  private static final String DELETE = "Invalid delete on user mailboxes";

  private final MailDirectory directory;
  private final MailAccounts accounts;

  MailboxRoutes(MailDirectory directory, MailAccounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  void addTo(WebAdminApi api) {
    api.get(ALL, this::list)
        .get(ONE, this::show)
        .on("PUT", ONE, this::add)
        .on("DELETE", ONE, this::remove)
        .on("DELETE", ALL, this::removeAll);
  }

  private HttpResponse list(HttpRequest request) {
    List<Map<String, String>> folders = new ArrayList<>();
    for (String name : directory.folders(user(request, GET))) {
      folders.add(Map.of("mailboxName", name, "mailboxId", String.valueOf(folders.size() + 1)));
    }
    return WebAdminApi.ok(folders);
  }

  private HttpResponse show(HttpRequest request) {
    if (!directory.folders(user(request, GET)).contains(request.argument(1))) {
      throw WebAdminRefusal.notFound("Mailbox does not exist", null);
    }
    return WebAdminApi.done();
  }

  private HttpResponse add(HttpRequest request) {
    String user = user(request, GET);
    String name = request.argument(1);
    if (name.contains("*") || name.contains("%") || name.startsWith("#")) {
      throw WebAdminRefusal.invalid(
          "Attempt to create an invalid mailbox",
          "#private:%s:%s contains one of the forbidden characters %%* or starts with #"
              .formatted(user, name));
    }
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      directory.addFolder(user, name.substring(0, dot));
    }
    directory.addFolder(user, name);
    return WebAdminApi.done();
  }

  private HttpResponse remove(HttpRequest request) {
    String user = user(request, DELETE);
    directory.removeFolder(user, request.argument(1));
    if ("INBOX".equals(request.argument(1))) {
      accounts.forget(user);
    }
    return WebAdminApi.done();
  }

  private HttpResponse removeAll(HttpRequest request) {
    String user = user(request, DELETE);
    accounts.forget(user);
    directory.removeFolders(user);
    return WebAdminApi.done();
  }

  private String user(HttpRequest request, String otherwise) {
    String user = UserRoutes.user(request.argument(0));
    if (!directory.hasUser(user)) {
      throw WebAdminRefusal.notFound(otherwise, "User does not exist");
    }
    return user;
  }
}
