package org.mcws.desk.duty;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.mcws.desk.platform.HttpTimeouts;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * Where the desk learns who is on duty, beside its own shifts.
 *
 * @param feedUrl address of a calendar in iCalendar, {@code https}, {@code http} or {@code webcal};
 *     its events are shifts
 * @param feedPrivate whether that address may be one of a private network
 * @param refreshEvery how often the calendar is read, 1 minute or more
 * @param moduleOwner account or mail address of who is turned to when nobody else has answered; all
 *     of Ops if it is not set
 * @param timeouts how long it may take to read the calendar
 */
@Validated
@ConfigurationProperties("desk.duty")
record DutySettings(
    @CalendarAddress URI feedUrl,
    @DefaultValue("false") boolean feedPrivate,
    @DurationMin(minutes = 1) @DefaultValue("PT15M") Duration refreshEvery,
    String moduleOwner,
    @NestedConfigurationProperty @Valid @NotNull @DefaultValue HttpTimeouts timeouts) {

  Optional<URI> feed() {
    return Optional.ofNullable(feedUrl).filter(url -> !url.toString().isBlank());
  }

  Optional<String> lastRung() {
    return Optional.ofNullable(moduleOwner).filter(StringUtils::hasText).map(String::strip);
  }

  /** Leaves the address out: whoever knows it may read the calendar. */
  @Override
  public String toString() {
    return "DutySettings[refreshEvery=" + refreshEvery + "]";
  }
}
