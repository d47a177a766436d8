package org.mcws.desk.delivery;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** A message that is not by a forge that knows the service's secret. */
class UnprovenHook extends ResponseStatusException {

  private static final long serialVersionUID = 1L;

  UnprovenHook() {
    super(
        HttpStatus.UNAUTHORIZED,
        "The message is not signed with the secret of this service. Give the webhook the secret"
            + " that the desk has told for it, and let it sign with SHA-256; a new one is made at"
            + " /api/services/{service}/delivery/hook-secret.");
  }
}
