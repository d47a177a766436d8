package org.mcws.desk.onboarding.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * @param name the person's name, at most 200 characters
 * @param email the address at which the person is asked; also the id of the owner's account
 * @param language the language in which the desk writes, English if none is given
 * @param timeZone the person's time zone, the community's if none is given
 */
public record OwnerFacts(
    @NotBlank(message = Remedies.GIVE) @Size(max = 200, message = "use at most 200 characters")
        String name,
    @MailAddress String email,
    @LanguageTag String language,
    @TimeZoneId String timeZone) {

  public OwnerFacts {
    language = language == null ? "en" : language;
  }
}
