package org.mcws.desk.onboarding.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A mailbox of a mail domain: an object, or just its name.
 *
 * @param name the part before the {@code @}, or the whole address
 * @param quotaMiB what it may hold, 10 to 51,200 MiB; 1,024 if none is given
 */
public record MailboxFacts(
    @NotNull(message = Remedies.GIVE) @Size(max = 254, message = "use at most 254 characters")
        String name,
    @Min(value = 10, message = "use 10 to 51200") @Max(value = 51_200, message = "use 10 to 51200")
        Integer quotaMiB) {

  @JsonCreator
  public MailboxFacts(
      @JsonProperty("name") String name, @JsonProperty("quotaMiB") Integer quotaMiB) {
    this.name = name;
    this.quotaMiB = quotaMiB == null ? 1024 : quotaMiB;
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static MailboxFacts named(String name) {
    return new MailboxFacts(name, null);
  }
}
