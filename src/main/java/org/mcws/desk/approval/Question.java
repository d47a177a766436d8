package org.mcws.desk.approval;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The start variable {@code question}: what a community's owners are asked.
 *
 * @param community the community's slug
 * @param subject what it is for, as the asker names it, such as {@code rollout/<id>}
 * @param kind label of a {@link Kind}, which chooses the mails
 * @param title a line for people
 * @param detail more for people, may have several lines; or null
 * @param link where to read on: {@code https://…} or a path on this desk; or null
 * @param riskClass R1 to R4
 * @param managedBy {@code community}, which is asked, or {@code ops}: the community is told and may
 *     object
 * @param destructive whether it cannot be taken back, so that it takes two people to say go
 * @param owners how many owners a go takes, 1 or 2, if it is more than the policy says; or null
 * @param services what would change, service by service
 */
record Question(
    @NotNull(message = GIVE)
        @Pattern(regexp = "[a-z][a-z0-9-]{0,37}[a-z0-9]", message = "must be a community's slug")
        String community,
    @NotBlank(message = GIVE) @Size(max = 200, message = "use at most 200 characters")
        String subject,
    @NotNull(message = GIVE) String kind,
    @NotBlank(message = GIVE) @Size(max = 200, message = "use at most 200 characters") String title,
    @Size(max = 4000, message = "use at most 4,000 characters") String detail,
    @Size(max = 1000, message = "use at most 1,000 characters")
        @Pattern(
            regexp = "https?://\\S+|/([^/\\s]\\S*)?",
            message = "must begin with https:// or be a path on this desk such as /status")
        String link,
    @NotNull(message = GIVE) @Pattern(regexp = "R[1-4]", message = "must be one of R1, R2, R3, R4")
        String riskClass,
    @NotNull(message = GIVE)
        @Pattern(regexp = "community|ops", message = "must be community or ops")
        String managedBy,
    boolean destructive,
    @Min(value = 1, message = OWNERS) @Max(value = 2, message = OWNERS) Integer owners,
    @NotEmpty(message = "name at least one service")
        @Size(max = 500, message = "name at most 500 services")
        @JsonDeserialize(using = ServiceLines.class)
        List<@NotNull(message = GIVE) @Valid ServiceChange> services) {

  private static final String GIVE = "is missing: give it";
  private static final String OWNERS = "must be 1 or 2";

  Question {
    detail = given(detail);
    link = given(link);
    services = services == null ? null : Collections.unmodifiableList(new ArrayList<>(services));
  }

  /** A form sends empty text for a field that was left alone. */
  private static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
