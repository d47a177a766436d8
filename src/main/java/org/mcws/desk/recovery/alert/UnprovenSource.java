package org.mcws.desk.recovery.alert;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A message does not come from the source that it says, as far as anybody can tell: HTTP 401. */
class UnprovenSource extends ResponseStatusException {

  private static final long serialVersionUID = 1L;

  private static final String REALM = " realm=\"MCWS Desk alerts\"";

  UnprovenSource() {
    super(
        HttpStatus.UNAUTHORIZED,
        "Send the secret of this alert source, as Authorization: Bearer, as the password of HTTP"
            + " Basic, or as the key of Grafana's HMAC signature, not older than five minutes.");
  }

  /** With the challenges that a 401 must have (RFC 9110, section 15.5.2). */
  @Override
  public HttpHeaders getHeaders() {
    HttpHeaders headers = new HttpHeaders();
    headers.addAll(HttpHeaders.WWW_AUTHENTICATE, List.of("Bearer" + REALM, "Basic" + REALM));
    return headers;
  }
}
