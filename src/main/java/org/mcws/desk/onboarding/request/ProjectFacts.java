package org.mcws.desk.onboarding.request;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * @param summary what the project is and what will run, at most 2,000 characters
 * @param audience where its users are, at most 500 characters
 * @param expectedMonthlyVisitors how many people are expected a month, 0 to 100,000,000
 * @param establishedOn since when the project exists
 * @param maintainer who looks after it technically, at most 200 characters
 */
public record ProjectFacts(
    @NotBlank(message = Remedies.GIVE) @Size(max = 2000, message = "use at most 2,000 characters")
        String summary,
    @NotBlank(message = Remedies.GIVE) @Size(max = 500, message = "use at most 500 characters")
        String audience,
    @NotNull(message = Remedies.GIVE)
        @Min(value = 0, message = "use 0 or more")
        @Max(value = 100_000_000, message = "use 100,000,000 or less")
        Integer expectedMonthlyVisitors,
    @NotNull(message = Remedies.GIVE)
        @PastOrPresent(message = "use a day that is not in the future, such as 2025-03-31")
        LocalDate establishedOn,
    @NotBlank(message = Remedies.GIVE) @Size(max = 200, message = "use at most 200 characters")
        String maintainer) {}
