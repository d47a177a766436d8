package org.mcws.desk.build;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.images.dockerfile.CheckedDockerfile;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.images.dockerfile.Finding;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Looks at a Dockerfile for somebody who writes one; nothing is kept. */
@RestController
@Tag(name = "Builds")
class DockerfileController {

  private final DockerfileCheck check;

  DockerfileController(DockerfileCheck check) {
    this.check = check;
  }

  @Operation(
      summary = "Explains what is wrong with a Dockerfile",
      description = "Nothing is built or kept. With errors it would not be built.")
  @PostMapping("/api/dockerfile-checks")
  Report check(@Valid @RequestBody Question question) {
    ServiceKind kind = question.kind() == null ? ServiceKind.WORKER : question.kind();
    CheckedDockerfile checked =
        check.check(
            question.dockerfile(),
            new BuildPurpose(kind, Optional.ofNullable(question.port())).expectations());
    return new Report(checked.plain().isPresent(), checked.findings());
  }

  /**
   * @param dockerfile its text
   * @param kind site or worker, the latter if it is not said
   * @param port the port on which a site listens
   */
  record Question(
      @NotNull(message = "is missing: give the Dockerfile's text")
          @Size(max = DockerfileCheck.LONGEST, message = "use at most 200,000 characters")
          String dockerfile,
      ServiceKind kind,
      @Min(value = 1, message = "use 1 to 65535") @Max(value = 65535, message = "use 1 to 65535")
          Integer port) {}

  /**
   * @param buildable whether it would be built
   * @param findings what is to be said of it, in the order of its lines
   */
  record Report(boolean buildable, List<Finding> findings) {}
}
