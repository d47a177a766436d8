package org.mcws.desk.sandbox.dns;

import java.util.Map;
import org.mcws.desk.sandbox.HttpResponse;

/** An answer of the API that is not what the client hoped for. */
final class ApiProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final Map<Integer, String> PHRASES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          404, "Not Found",
          405, "Method Not Allowed",
          409, "Conflict",
          500, "Internal Server Error");

  private final int status;

  private ApiProblem(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The request cannot be done as it stands: 422 with the reason. */
  static ApiProblem because(String reason) {
    return new ApiProblem(422, reason);
  }

  /** A plain HTTP status. */
  static ApiProblem of(int status) {
    return new ApiProblem(status, PHRASES.get(status));
  }

  /** A reason always comes as JSON, a plain status only to those who ask for JSON. */
  HttpResponse answer(boolean wantsJson) {
    return wantsJson || status == 422
        ? HttpResponse.json(status, Map.of("error", getMessage()))
        : HttpResponse.text(status, getMessage());
  }
}
