package org.mcws.desk.sandbox.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.store.StoredMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.mail.MailState.Quota;

/** WebAdmin's {@code /quota/users}. The limits are kept and shown, not enforced. */
final class QuotaRoutes {

  private static final String USER = "/quota/users/([^/]+)";
  private static final String INVALID_NUMBER =
      "Invalid quota. Need to be an integer value greater or equal to -1";
  private static final String INVALID_BODY = "JSON payload of the request is not valid";

  private final MailDirectory directory;
  private final MailAccounts accounts;

  QuotaRoutes(MailDirectory directory, MailAccounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  void addTo(WebAdminApi api) {
    api.get("/quota/users", request -> WebAdminApi.ok(all()))
        .get(USER, request -> WebAdminApi.ok(detail(user(request))))
        .on("PUT", USER, this::set);
    limit(api, USER + "/count", Quota::count, (quota, n) -> new Quota(n, quota.size()));
    limit(api, USER + "/size", Quota::size, (quota, n) -> new Quota(quota.count(), n));
  }

  private void limit(
      WebAdminApi api,
      String path,
      Function<Quota, Long> limit,
      BiFunction<Quota, Long, Quota> with) {
    api.get(
            path,
            request -> {
              Long value = limit.apply(directory.quota(user(request)));
              return value == null ? WebAdminApi.done() : WebAdminApi.ok(value);
            })
        .on(
            "PUT",
            path,
            request -> {
              String user = user(request);
              directory.setQuota(user, with.apply(directory.quota(user), number(body(request))));
              return WebAdminApi.done();
            })
        .on(
            "DELETE",
            path,
            request -> {
              String user = user(request);
              directory.setQuota(user, with.apply(directory.quota(user), null));
              return WebAdminApi.done();
            });
  }

  private HttpResponse set(HttpRequest request) {
    String user = user(request);
    JsonNode body = WebAdminApi.body(body(request), INVALID_BODY, "count", "size");
    directory.setQuota(user, new Quota(number(body.path("count")), number(body.path("size"))));
    return WebAdminApi.done();
  }

  private List<Map<String, Object>> all() {
    return directory.users().stream()
        .map(user -> Map.of("detail", detail(user), "username", user))
        .toList();
  }

  private Map<String, Object> detail(String user) {
    Quota quota = directory.quota(user);
    List<StoredMessage> mails = accounts.mails(user);
    long size = mails.stream().mapToLong(mail -> mail.getAttributes().getSize()).sum();
    double sizeRatio = ratio(size, quota.size());
    double countRatio = ratio(mails.size(), quota.count());
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("global", null);
    detail.put("domain", null);
    detail.put("user", quota.equals(Quota.NONE) ? null : quota);
    detail.put("computed", quota);
    detail.put(
        "occupation",
        Map.of(
            "size",
            size,
            "count",
            mails.size(),
            "ratio",
            Map.of(
                "size", sizeRatio, "count", countRatio, "max", Math.max(sizeRatio, countRatio))));
    return detail;
  }

  private static double ratio(long used, Long limit) {
    return limit == null || limit <= 0 ? 0 : (double) used / limit;
  }

  private String user(HttpRequest request) {
    String user = UserRoutes.user(request.argument(0));
    if (!directory.hasUser(user)) {
      throw WebAdminRefusal.notFound("User not found", null);
    }
    return user;
  }

  /** Like James 3.8, takes a chunked body for an empty one here. */
  private static String body(HttpRequest request) {
    return request.header("Transfer-Encoding").isPresent() ? "" : request.body();
  }

  private static Long number(JsonNode number) {
    if (number.isMissingNode() || number.isNull()) {
      return null;
    }
    if (!number.isIntegralNumber()) {
      throw WebAdminRefusal.invalid(INVALID_BODY, "not a valid `java.lang.Long` value");
    }
    return checked(number.longValue(), "Quota limit should be positive");
  }

  private static Long number(String text) {
    try {
      return checked(Long.parseLong(text), null);
    } catch (NumberFormatException e) {
      throw WebAdminRefusal.invalid(INVALID_NUMBER, e.getMessage());
    }
  }

  private static long checked(long number, String otherwise) {
    if (number < -1) {
      throw WebAdminRefusal.invalid(INVALID_NUMBER, otherwise);
    }
    return number;
  }
}
