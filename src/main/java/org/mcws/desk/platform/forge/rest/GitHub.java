package org.mcws.desk.platform.forge.rest;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.platform.forge.CommitStatus;

/**
 * GitHub, as "REST API endpoints for commit statuses" of its documentation has it: {@code POST
 * /repos/{owner}/{repo}/statuses/{sha}} is answered with 201, and of each context the last status
 * counts. On a server of one's own the interface lies below {@code /api/v3}.
 *
 * @see <a href="https://docs.github.com/en/rest/commits/statuses">Commit statuses</a>
 * @see <a href="https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api">
 *     Rate limits</a>
 */
final class GitHub implements ForgeProtocol {

  private static final Set<String> PUBLIC_HOSTS = Set.of("github.com", "www.github.com");
  private static final URI PUBLIC_API = URI.create("https://api.github.com");

  /** A longer one is refused with 422: "description is too long (maximum is 140 characters)". */
  private static final int LONGEST_DESCRIPTION = 140;

  private static final int LONGEST_LINK = 2000;

  @Override
  public String name() {
    return "GitHub";
  }

  @Override
  public URI address(URI repository, RepositoryPath path, String commit) {
    URI api =
        PUBLIC_HOSTS.contains(repository.getHost().toLowerCase(Locale.ROOT))
            ? PUBLIC_API
            : repository.resolve("/api/v3");
    return URI.create(api + "/repos/" + path.joined("/") + "/statuses/" + commit);
  }

  @Override
  public Map<String, String> headers(String token) {
    return Map.of(
        "Authorization", "Bearer " + token,
        "Accept", "application/vnd.github+json",
        "X-GitHub-Api-Version", "2022-11-28");
  }

  @Override
  public StatusFields fields(CommitStatus status) {
    return new StatusFields()
        .with("state", state(status))
        .with("context", status.context())
        .description(status.description(), LONGEST_DESCRIPTION)
        .link(status.link(), LONGEST_LINK);
  }

  /** It knows error, too, and nothing for what is being done. */
  private static String state(CommitStatus status) {
    return switch (status.state()) {
      case PENDING, RUNNING -> "pending";
      case SUCCESS -> "success";
      case FAILURE -> "failure";
    };
  }

  /** Who asks too often gets 403 or 429, and a header that says so, or a message. */
  @Override
  public boolean wantsRest(ForgeAnswer answer) {
    return answer.status() == 403
        && (answer.header("x-ratelimit-remaining").filter("0"::equals).isPresent()
            || answer.header("retry-after").isPresent()
            || answer.message().contains("secondary rate limit"));
  }

  @Override
  public String right() {
    return "that has \"Commit statuses: write\" for this repository (fine-grained), or the scope"
        + " repo:status (classic)";
  }
}
