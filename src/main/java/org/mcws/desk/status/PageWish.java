package org.mcws.desk.status;

import java.util.Optional;

/**
 * What a site's page should be like.
 *
 * @param path such as {@code /}
 * @param status the HTTP status; empty for any that tells that a site is there
 * @param text what must stand in it
 */
record PageWish(String path, Optional<Integer> status, Optional<String> text) {}
