package org.mcws.desk.settings;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the whole desk shares.
 *
 * @param home folder of what the desk keeps: its database and, in the sandbox, the sandbox servers'
 *     state; relative to the folder in which the desk was started
 * @param pace what every wait is multiplied by; below 1 a rehearsal runs faster. Only in the
 *     sandbox other than 1
 * @param publicUrl where people reach this desk, without a slash at the end; links in mails begin
 *     with it
 */
@Validated
@ConfigurationProperties("desk")
public record DeskSettings(
    @DefaultValue("data") @NotNull Path home,
    @DefaultValue("1") @Positive double pace,
    @DefaultValue("http://localhost:8080") @NotNull URI publicUrl) {

  public DeskSettings {
    home = home == null ? null : home.toAbsolutePath().normalize();
  }
}
