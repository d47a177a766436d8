package org.mcws.desk.sandbox.images;

import java.nio.file.Path;
import java.util.Map;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;

/**
 * The sandbox's image registry, which stands for all registries. It has every image, unless a word
 * of its tag, alone or set off by a dash or a dot, is {@code missing} or {@code gone}, or somebody
 * deleted it. An image that is pushed is there whatever its tag says. The tags of a repository are
 * those that somebody asked for, pulled or pushed, and the next patch and minor version of each.
 */
public final class RegistrySandbox implements SandboxServer {

  private final Faults faults = new Faults();
  private final ImageStore images;
  private final HttpEndpoint http;

  /**
   * Binds its port; {@link #start} makes it answer.
   *
   * @param port the port, 0 for any free one
   * @param folder where it keeps what it is told
   * @throws java.io.UncheckedIOException if the port is taken
   */
  public RegistrySandbox(int port, Path folder) {
    images = new ImageStore(new Journal(folder.resolve("images.jsonl")));
    http = new HttpEndpoint("sandbox-registry", port, faults);
    new RegistryRoutes(images).serve(http);
  }

  /** A machine of the hosting platform fetches this image, so from now on its tag is known. */
  public void pulled(String image) {
    ImageName.of(image).ifPresent(name -> images.find(name.repository(), name.tag()));
  }

  /** Whether a registry has this image. */
  public boolean has(String image) {
    return ImageName.of(image)
        .flatMap(name -> images.find(name.repository(), name.tag()))
        .isPresent();
  }

  /**
   * An engine pushes an image.
   *
   * @param manifest what tells it from others, as JSON
   * @return the digest
   */
  public String push(String image, String manifest) {
    ImageName name = ImageName.of(image).orElseThrow();
    Manifest pushed = new Manifest("application/vnd.oci.image.manifest.v1+json", manifest);
    images.push(name.repository(), name.tag(), pushed);
    return pushed.digest();
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public void start() {
    images.load();
    http.start();
  }

  @Override
  public Map<String, String> addresses() {
    return Map.of("registry", http.url());
  }

  @Override
  public Map<String, Object> settings() {
    // What somebody pushes or deletes is to be seen at once.
    return Map.of("desk.images.mirror.url", http.url(), "desk.images.remember-for", "PT0S");
  }

  @Override
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    http.close();
  }
}
