package org.mcws.desk.platform.forge;

import java.util.Optional;

/** Tells forges how commits fare, so that people see it beside the commit. */
public interface CommitStatuses {

  /**
   * What is wrong with an access before it is kept, as the rest of a sentence that begins with the
   * repository; empty if it may be tried. The forge is not asked.
   */
  Optional<String> objection(ForgeAccess forge);

  /**
   * Tells the forge once. To tell the same again is harmless: what was told last holds.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal with the code {@code forgeRefused} if a person
   *     has to change something first, such as the token
   * @throws org.mcws.desk.platform.PlatformUnavailable if there is no usable answer; whether the
   *     forge has heard it is unknown
   */
  void tell(ForgeAccess forge, CommitStatus status);
}
