package org.mcws.desk.platform.mail;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The communities' mail server as others see it.
 *
 * @param server what keeps it: james or postfix
 * @param exchange host name for the {@code MX} records of the communities' domains, such as {@code
 *     mail.example.org}
 * @param smtp where mail for the communities' domains comes in, as host and port, such as {@code
 *     mail.example.org:25}
 * @param imap where the communities read their mail, as host and port, such as {@code
 *     mail.example.org:143}
 * @param timeout how long connecting, and then each command, may take when the desk sends or reads
 *     a mail itself
 * @param patience how long a mail that the desk sends to try a mailbox may be under way
 */
@Validated
@ConfigurationProperties("desk.mail")
public record MailSettings(
    @DefaultValue("james") @Pattern(regexp = "james|postfix", message = "must be james or postfix")
        String server,
    @NotNull(message = "must be the mail server's host name, such as mail.example.org")
        @Pattern(
            regexp = "[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*",
            message = "must be a host name, such as mail.example.org")
        String exchange,
    @NotNull(message = "must be a host and a port, such as mail.example.org:25")
        @Pattern(
            regexp = MailSettings.HOST_AND_PORT,
            message = "must be a host and a port, such as mail.example.org:25")
        String smtp,
    @NotNull(message = "must be a host and a port, such as mail.example.org:143")
        @Pattern(
            regexp = MailSettings.HOST_AND_PORT,
            message = "must be a host and a port, such as mail.example.org:143")
        String imap,
    @DefaultValue("PT5S")
        @DurationMin(millis = 100, message = "must be 100 ms or more, such as PT5S")
        @DurationMax(minutes = 1, message = "must be a minute or less, such as PT5S")
        Duration timeout,
    @DefaultValue("PT10S")
        @DurationMin(millis = 100, message = "must be 100 ms or more, such as PT10S")
        @DurationMax(minutes = 1, message = "must be a minute or less, such as PT10S")
        Duration patience) {

  static final String HOST_AND_PORT =
      "[A-Za-z0-9.-]+:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
}
