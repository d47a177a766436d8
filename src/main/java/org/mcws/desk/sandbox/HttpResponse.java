package org.mcws.desk.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of a sandbox server.
 *
 * @param status the HTTP status
 * @param headers headers to send
 * @param body the body as text, empty for none
 */
public record HttpResponse(int status, Map<String, String> headers, String body) {

  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  /** An answer without a body. */
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, Map.of(), "");
  }

  /** An answer in plain text. */
  public static HttpResponse text(int status, String body) {
    return new HttpResponse(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
  }

  /** An answer in JSON, written by Jackson. */
  public static HttpResponse json(int status, Object body) {
    try {
      return new HttpResponse(
          status, Map.of("Content-Type", "application/json"), JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same answer with one more header. */
  public HttpResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new HttpResponse(status, more, body);
  }
}
