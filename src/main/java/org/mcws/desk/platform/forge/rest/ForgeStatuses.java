package org.mcws.desk.platform.forge.rest;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.mcws.desk.platform.CarefulHttp;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.PublicAddresses;
import org.mcws.desk.platform.Quotation;
import org.mcws.desk.platform.RepositoryAddresses;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatuses;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;

/**
 * Tells forges with one request, which is never repeated here and never follows where a forge sends
 * it: a token is for the server it was made on.
 */
final class ForgeStatuses implements CommitStatuses {

  private static final Map<ForgeKind, ForgeProtocol> PROTOCOLS =
      Map.of(
          ForgeKind.GITHUB, new GitHub(),
          ForgeKind.GITLAB, new GitLab(),
          ForgeKind.GITEA, new Gitea());

  /** What may stand in a header; tokens of all forges are made of fewer characters. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,1000}");

  /** Of these it is only known that it did not work this time. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private final CarefulHttp http;
  private final RepositoryAddresses addresses;

  ForgeStatuses(CarefulHttp http, RepositoryAddresses addresses) {
    this.http = http;
    this.addresses = addresses;
  }

  @Override
  public Optional<String> objection(ForgeAccess forge) {
    ForgeProtocol protocol = PROTOCOLS.get(forge.kind());
    Optional<String> address = addresses.objection(forge.repository());
    if (address.isPresent()) {
      return address;
    }
    Optional<RepositoryPath> path = RepositoryPath.of(addresses.parsed(forge.repository()));
    if (path.filter(found -> protocol.hasGroups() || !found.hasGroups()).isEmpty()) {
      return Optional.of(
          "is no repository's address on "
              + protocol.name()
              + ": use the one from which it is cloned, such as https://"
              + (protocol.hasGroups()
                  ? "git.example.org/group/project"
                  : "git.example.org/owner/name")
              + ".git");
    }
    if (forge.token().isEmpty()) {
      return Optional.of("comes without a token: make one on the forge " + protocol.right());
    }
    if (!TOKEN.matcher(forge.token()).matches()) {
      return Optional.of(
          "comes with a token that has blanks or other characters that no token has: copy it once"
              + " more");
    }
    return Optional.empty();
  }

  @Override
  public void tell(ForgeAccess forge, CommitStatus status) {
    objection(forge)
        .ifPresent(
            objection -> {
              // Without its address, in which a password may be what is wrong.
              throw refused("The repository " + objection + ".");
            });
    URI repository = addresses.parsed(forge.repository());
    ForgeProtocol protocol = PROTOCOLS.get(forge.kind());
    URI uri =
        protocol.address(repository, RepositoryPath.of(repository).orElseThrow(), status.commit());
    ForgeAnswer answer = post(forge, protocol, uri, status);
    if (!answer.isStatus() && !protocol.isShown(status, answer)) {
      throw unusable(forge, protocol, uri, answer);
    }
  }

  private ForgeAnswer post(
      ForgeAccess forge, ForgeProtocol protocol, URI uri, CommitStatus status) {
    try {
      return new ForgeAnswer(
          http.post(
              uri,
              addresses.isKnown(uri),
              protocol.headers(forge.token()),
              protocol.fields(status).json()));
    } catch (PublicAddresses.PrivateAddress e) {
      throw refused(
          "The name "
              + e.getMessage()
              + " leads to a private address, and the desk tells only public forges and those that"
              + " Ops name (desk.sources.known-hosts).");
    } catch (IOException e) {
      // Without its cause: a server may have said the token in the place of an answer.
      throw new PlatformUnavailable(
          protocol.name()
              + " gave no whole answer at "
              + uri
              + " ("
              + quoted(forge, e.toString())
              + "). Look whether it is up; the desk tries again.");
    }
  }

  private static RuntimeException unusable(
      ForgeAccess forge, ForgeProtocol protocol, URI uri, ForgeAnswer answer) {
    int status = answer.status();
    String said =
        protocol.name()
            + " answered with status "
            + status
            + " at "
            + uri
            + " ("
            + quoted(forge, answer.message())
            + "). ";
    if (PASSING.contains(status) || protocol.wantsRest(answer)) {
      return new PlatformUnavailable(said + "It wants to be left alone; the desk tries again.");
    }
    if (status >= 500) {
      return new PlatformUnavailable(said + "It is in trouble; the desk tries again.");
    }
    if (status < 300) {
      return new PlatformUnavailable(
          said + "That is no answer of such a forge. Is there a proxy in between?");
    }
    return refused(said + remedy(protocol, status));
  }

  private static String remedy(ForgeProtocol protocol, int status) {
    if (status < 400) {
      return "The repository has another address now: give the new one.";
    }
    return switch (status) {
      case 401 -> "The token is wrong or has expired: make one " + protocol.right() + ".";
      case 403 -> "The token does not allow it: make one " + protocol.right() + ".";
      case 404 ->
          "There is no such repository or commit, or the token does not show it: check the address,"
              + " and that the token is one "
              + protocol.right()
              + ".";
      case 405 -> "The repository may have another address now: check it.";
      default -> "Trying again does not help: check the repository on the forge, and the token.";
    };
  }

  private static PlatformRefusal refused(String message) {
    return new PlatformRefusal("forgeRefused", message);
  }

  /** A server that is not well-meaning could say the token, too. */
  private static String quoted(ForgeAccess forge, String text) {
    String quoted = Quotation.of(text.replace(forge.token(), "…"));
    return quoted.isEmpty() ? "no reason given" : quoted;
  }
}
