package org.mcws.desk.platform.hosting;

import java.time.Duration;

/** A hosting platform to try things on, with what it runs and what a visitor sees of it. */
public interface HostingPlatform {

  /** The platform, with nothing on it at the start of each test. */
  Hosting hosting();

  /** An image that runs, and answers HTTP if the app has a port. */
  String goodImage(int version);

  /** An image that runs but never becomes healthy. */
  String unhealthyImage();

  /** An image that does not exist. */
  String missingImage();

  /** The same as the good image, named by its digest. */
  String pinned(int version);

  /** What a visitor of this host name sees. */
  String visit(String hostName);

  /** How many processors each machine has. */
  int processors();

  /** How long what has been asked for may take. */
  default Duration patience() {
    return Duration.ofSeconds(10);
  }
}
