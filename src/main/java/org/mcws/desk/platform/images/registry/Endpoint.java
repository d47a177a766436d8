package org.mcws.desk.platform.images.registry;

import java.net.URI;
import org.mcws.desk.platform.ImageReference;

/**
 * Where and how one repository is asked for.
 *
 * @param name the registry's name in image references
 * @param url its address, without a slash at its end
 * @param known whether Ops gave this address, so that it may be a private one
 * @param query what is added to every request, or nothing
 * @param username the user, empty to ask without
 * @param password the password of that user
 */
record Endpoint(
    String name, URI url, boolean known, String query, String username, String password) {

  private static final String HUB_URL = "https://registry-1.docker.io";

  static Endpoint of(ImageReference image, ImagesSettings settings) {
    String host = image.registry();
    ImagesSettings.Mirror mirror = settings.mirror();
    boolean itsOwn = settings.registry(host).filter(known -> known.url() != null).isPresent();
    if (mirror.isThere() && !itsOwn) {
      return new Endpoint(
          host,
          withoutSlash(mirror.url().toString()),
          true,
          "ns=" + host,
          mirror.username(),
          mirror.password());
    }
    String usual = host.equals(ImageReference.DOCKER_HUB) ? HUB_URL : "https://" + host;
    return settings
        .registry(host)
        .map(
            known ->
                new Endpoint(
                    host,
                    withoutSlash(known.url() == null ? usual : known.url().toString()),
                    known.url() != null,
                    "",
                    known.username(),
                    known.password()))
        .orElseGet(() -> new Endpoint(host, URI.create(usual), false, "", "", ""));
  }

  boolean hasCredentials() {
    return !username.isEmpty();
  }

  /**
   * @param path below {@code /v2/}
   * @param parameters the query, or nothing
   */
  URI uri(String path, String parameters) {
    String all =
        parameters.isEmpty() || query.isEmpty() ? parameters + query : parameters + "&" + query;
    return URI.create(url + "/v2/" + path + (all.isEmpty() ? "" : "?" + all));
  }

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return name.equals(url.getAuthority()) ? name : name + " (" + url + ")";
  }

  private static URI withoutSlash(String url) {
    return URI.create(url.replaceFirst("/+$", ""));
  }
}
