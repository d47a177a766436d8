package org.mcws.desk.status;

import java.util.Optional;
import org.mcws.desk.platform.hosting.PageWish;

/**
 * What a site's page should be like, as its owners or Ops have said.
 *
 * @param path such as {@code /}
 * @param status the HTTP status; empty for any that tells that a site is there
 * @param text what must stand in it
 */
record ExpectedPage(String path, Optional<Integer> status, Optional<String> text) {

  /**
   * As visitors' browsers fetch it: by TLS where the edge speaks it, and redirects are followed.
   */
  PageWish wish() {
    return new PageWish(true, path, status, text, true);
  }
}
