package org.mcws.desk.sandbox.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mcws.desk.sandbox.HttpResponse;

/** What James' WebAdmin answers when it says no. */
final class WebAdminRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String details;

  private WebAdminRefusal(int status, String type, String message, String details) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.details = details;
  }

  static WebAdminRefusal invalid(String message, String details) {
    return new WebAdminRefusal(400, "InvalidArgument", message, details);
  }

  static WebAdminRefusal absent(String message) {
    return new WebAdminRefusal(404, "InvalidArgument", message, null);
  }

  static WebAdminRefusal notFound(String message, String details) {
    return new WebAdminRefusal(404, "notFound", message, details);
  }

  static WebAdminRefusal conflict(String message, String details) {
    return new WebAdminRefusal(409, "WrongState", message, details);
  }

  HttpResponse response() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("statusCode", status);
    body.put("type", type);
    body.put("message", getMessage());
    body.put("details", details);
    return HttpResponse.json(status, body);
  }
}
