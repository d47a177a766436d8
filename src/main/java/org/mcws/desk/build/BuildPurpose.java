package org.mcws.desk.build;

import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.images.dockerfile.Expectations;

/**
 * What an image is built for.
 *
 * @param kind the kind of service
 * @param port the port on which it is said to listen
 */
public record BuildPurpose(ServiceKind kind, Optional<Integer> port) {

  Expectations expectations() {
    return new Expectations(kind == ServiceKind.SITE, port, Optional.empty());
  }
}
