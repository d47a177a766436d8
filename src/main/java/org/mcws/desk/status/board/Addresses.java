package org.mcws.desk.status.board;

import java.net.URI;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Where the pages are found from outside. */
@Component
public class Addresses {

  private final DeskSettings desk;

  Addresses(DeskSettings desk) {
    this.desk = desk;
  }

  public URI status() {
    return of("status");
  }

  public URI notice(String id) {
    return of("status", "incidents", id);
  }

  public URI feed() {
    return of("status.atom");
  }

  /** Where somebody confirms that they want mails. */
  public URI confirmation(String token) {
    return of("status", "subscriptions", "confirm", token);
  }

  /** Where somebody ends the mails. */
  public URI end(String token) {
    return of("status", "subscriptions", "end", token);
  }

  /** The desk's name on the net, for ids that must be unique. */
  public String host() {
    return desk.publicUrl().getHost();
  }

  private URI of(String... path) {
    return UriComponentsBuilder.fromUri(desk.publicUrl())
        .pathSegment(path)
        .encode()
        .build()
        .toUri();
  }
}
