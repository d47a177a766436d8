package org.mcws.desk.platform.forge.rest;

import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.mcws.desk.platform.forge.CommitStatus;
import org.mcws.desk.platform.forge.CommitStatus.State;

/**
 * GitLab, as "Set commit pipeline status" of its documentation has it: {@code POST
 * /projects/:id/statuses/:sha}, where the id is the project's whole path, encoded so that it is one
 * name. Link and description have 255 characters at most.
 *
 * <p>The status of a commit is a machine of states there. One that waits or runs goes on to the
 * next; one that has ended is followed by a new one. What it is already is answered with 400 and
 * "Cannot transition status via :enqueue from :pending"; see {@code
 * app/services/ci/create_commit_status_service.rb} and {@code
 * spec/requests/api/commit_statuses_spec.rb} of its source.
 *
 * @see <a href="https://docs.gitlab.com/api/commits/">Commits API</a>
 */
final class GitLab implements ForgeProtocol {

  private static final int LONGEST = 255;

  /** It can't go back from running to pending, and running says no less. */
  private static final Pattern SHOWN_AS_PENDING =
      Pattern.compile("Cannot transition status via :enqueue from :(pending|running)\\b.*");

  private static final Pattern SHOWN_AS_RUNNING =
      Pattern.compile("Cannot transition status via :run from :running\\b.*");

  @Override
  public String name() {
    return "GitLab";
  }

  @Override
  public boolean hasGroups() {
    return true;
  }

  @Override
  public URI address(URI repository, RepositoryPath path, String commit) {
    return repository.resolve("/api/v4/projects/" + path.joined("%2F") + "/statuses/" + commit);
  }

  @Override
  public Map<String, String> headers(String token) {
    return Map.of("PRIVATE-TOKEN", token, "Accept", "application/json");
  }

  @Override
  public StatusFields fields(CommitStatus status) {
    return new StatusFields()
        .with("state", state(status))
        .with("name", status.context())
        .description(status.description(), LONGEST)
        .link(status.link(), LONGEST);
  }

  /** It knows canceled and skipped, too. */
  private static String state(CommitStatus status) {
    return switch (status.state()) {
      case PENDING -> "pending";
      case RUNNING -> "running";
      case SUCCESS -> "success";
      case FAILURE -> "failed";
    };
  }

  @Override
  public boolean isShown(CommitStatus status, ForgeAnswer answer) {
    return answer.status() == 400
        && (status.state() == State.PENDING
                && SHOWN_AS_PENDING.matcher(answer.message()).lookingAt()
            || status.state() == State.RUNNING
                && SHOWN_AS_RUNNING.matcher(answer.message()).lookingAt());
  }

  /** Somebody else is changing the same commit's status, for ten seconds already. */
  @Override
  public boolean wantsRest(ForgeAnswer answer) {
    return answer.status() == 409;
  }

  @Override
  public String right() {
    return "that has the scope api and the role Developer or a higher one, which is Maintainer for"
        + " the commits of a protected branch";
  }
}
