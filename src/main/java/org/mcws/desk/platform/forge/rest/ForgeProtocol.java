package org.mcws.desk.platform.forge.rest;

import java.net.URI;
import java.util.Map;
import org.mcws.desk.platform.forge.CommitStatus;

/** How one kind of forge wants to be told. */
interface ForgeProtocol {

  /** What people call it. */
  String name();

  /** Whether its repositories lie in groups, and these in groups. */
  default boolean hasGroups() {
    return false;
  }

  /**
   * Where it is told.
   *
   * @param repository the address from which the repository is cloned
   */
  URI address(URI repository, RepositoryPath path, String commit);

  /** What shows that the desk may tell it, and what it has to know of the request. */
  Map<String, String> headers(String token);

  /** What it is told. */
  StatusFields fields(CommitStatus status);

  /** Whether an answer other than "created" means that the commit shows this already. */
  default boolean isShown(CommitStatus status, ForgeAnswer answer) {
    return false;
  }

  /** Whether it only wants to be left alone for a while, whatever its status says. */
  default boolean wantsRest(ForgeAnswer answer) {
    return false;
  }

  /** What a token has to allow, as the rest of a sentence that begins with "a token". */
  String right();
}
