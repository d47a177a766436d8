package org.mcws.desk.status;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;

/**
 * What somebody says about how a service is watched. What is left out stays as it is.
 *
 * @param importance normal or high; for Ops
 * @param page what the site's page should be like, as a whole
 * @param shown whether the public may see how it fares; both the owners and Ops have to say so
 */
record WatchChange(Importance importance, @Valid Page page, Boolean shown) {

  /**
   * What a site's page should be like.
   *
   * @param path with a query if need be; {@code /} if left out
   * @param status the HTTP status, 100 to 599; any that tells that a site is there if left out
   * @param text what must stand in it; nothing if left out or empty
   */
  record Page(
      @Size(max = 200, message = "use at most 200 characters")
          // A path and query of RFC 3986. A second slash would make it the name of another site.
          @Pattern(
              regexp = "/(?!/)(?:[\\w.~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,199}",
              message = "must be a path such as /health?full=1, percent-encoded where it has to be")
          String path,
      @Min(value = 100, message = "must be an HTTP status from 100 to 599")
          @Max(value = 599, message = "must be an HTTP status from 100 to 599")
          Integer status,
      @Pattern(regexp = "[^\\p{Cntrl}]{0,200}", message = "use at most 200 characters, in one line")
          String text) {

    ExpectedPage wish() {
      return new ExpectedPage(
          path == null ? "/" : path,
          Optional.ofNullable(status),
          Optional.ofNullable(text).filter(some -> !some.isBlank()));
    }
  }
}
