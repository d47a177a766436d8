package org.mcws.desk.delivery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The door for forges. */
@RestController
@RequestMapping("/api/hooks/git")
@Tag(name = "Deliveries")
class GitHookController {

  /** Forges shorten the list of commits long before. */
  private static final int LONGEST = 5 * 1024 * 1024;

  private final GitHooks hooks;

  GitHookController(GitHooks hooks) {
    this.hooks = hooks;
  }

  @Operation(
      summary = "Tell that something was pushed",
      description =
          "For the webhooks of GitHub, GitLab, Gitea and Forgejo, with the service's secret. A"
              + " message may be sent again. The desk looks at the branch itself; what else forges"
              + " tell is taken and passed over.")
  @PostMapping("/{service}")
  ResponseEntity<GitHooks.Taken> take(
      @PathVariable String service, @RequestHeader HttpHeaders headers, HttpServletRequest request)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
    if (body.length > LONGEST) {
      throw new ResponseStatusException(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "A message has at most 5 MiB. Nothing is lost: the desk looks at the branch by itself.");
    }
    return ResponseEntity.accepted().body(hooks.take(service, headers, body));
  }
}
