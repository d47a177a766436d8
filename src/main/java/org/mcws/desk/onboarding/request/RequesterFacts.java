package org.mcws.desk.onboarding.request;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * @param name the person's name, at most 200 characters
 * @param email where the desk answers
 * @param vouched whether the person is vouched for; believed only from somebody who may vouch
 */
public record RequesterFacts(
    @NotBlank(message = Remedies.GIVE) @Size(max = 200, message = "use at most 200 characters")
        String name,
    @MailAddress String email,
    boolean vouched) {}
