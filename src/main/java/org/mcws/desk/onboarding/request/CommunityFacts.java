package org.mcws.desk.onboarding.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * @param slug the community's name in every id, {@code [a-z][a-z0-9-]{1,38}}
 * @param name the community's name as people write it, at most 200 characters
 * @param languages tags of the languages it speaks, the most used first, 1 to 10
 * @param timeZone its time zone, UTC if none is given
 */
public record CommunityFacts(
    @NotNull(message = Remedies.GIVE)
        @Pattern(regexp = "[a-z][a-z0-9-]{0,37}[a-z0-9]", message = Remedies.SLUG)
        String slug,
    @NotBlank(message = Remedies.GIVE) @Size(max = 200, message = "use at most 200 characters")
        String name,
    @NotEmpty(message = "name at least one language")
        @Size(max = 10, message = "name at most 10 languages")
        List<@NotNull @LanguageTag String> languages,
    @TimeZoneId String timeZone) {

  public CommunityFacts {
    timeZone = timeZone == null ? "UTC" : timeZone;
  }
}
