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

  /** As it is fetched: redirects are followed, as visitors' browsers do. */
  PageWish wish() {
    return new PageWish(false, path, status, text, true);
  }
}
