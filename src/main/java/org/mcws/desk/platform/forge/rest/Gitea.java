package org.mcws.desk.platform.forge.rest;

import java.net.URI;
import java.util.Map;
import org.mcws.desk.platform.forge.CommitStatus;

/**
 * Gitea and Forgejo, as {@code repoCreateStatus} of their OpenAPI description has it: {@code POST
 * /repos/{owner}/{repo}/statuses/{sha}} is answered with 201, and of each context the last status
 * counts ({@code GetLatestCommitStatus} in {@code models/git/commit_status.go}). It wants the right
 * to write code ({@code reqRepoWriter} in {@code routers/api/v1/api.go}).
 *
 * @see <a href="https://docs.gitea.com/development/api-usage">API Usage</a>
 */
final class Gitea implements ForgeProtocol {

  /** It takes any; a longer one is of no use beside a commit. */
  private static final int LONGEST_DESCRIPTION = 255;

  private static final int LONGEST_LINK = 2000;

  @Override
  public String name() {
    return "Gitea";
  }

  @Override
  public URI address(URI repository, RepositoryPath path, String commit) {
    return repository.resolve("/api/v1/repos/" + path.joined("/") + "/statuses/" + commit);
  }

  @Override
  public Map<String, String> headers(String token) {
    return Map.of("Authorization", "token " + token, "Accept", "application/json");
  }

  @Override
  public StatusFields fields(CommitStatus status) {
    return new StatusFields()
        .with("state", state(status))
        .with("context", status.context())
        .description(status.description(), LONGEST_DESCRIPTION)
        .link(status.link(), LONGEST_LINK);
  }

  /** It knows error and warning, too, and nothing for what is being done. */
  private static String state(CommitStatus status) {
    return switch (status.state()) {
      case PENDING, RUNNING -> "pending";
      case SUCCESS -> "success";
      case FAILURE -> "failure";
    };
  }

  @Override
  public String right() {
    return "that has the scope write:repository, of somebody who may write to this repository";
  }
}
