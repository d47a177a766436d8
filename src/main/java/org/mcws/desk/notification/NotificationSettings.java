package org.mcws.desk.notification;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the desk writes to people.
 *
 * @param from the sender's address of all mails
 * @param fromName the sender's name of all mails
 * @param every how often the outbox is looked at
 */
@Validated
@ConfigurationProperties("desk.notification")
public record NotificationSettings(
    @NotBlank(message = "must be set, for example desk@mcws.example.org") @Email String from,
    @DefaultValue("MCWS Desk") String fromName,
    @DefaultValue("PT1S") Duration every) {}
