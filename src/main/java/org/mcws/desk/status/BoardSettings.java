package org.mcws.desk.status;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the public is told of the services.
 *
 * @param pageName what the status page is called
 * @param publishAfter how long Ops can look at the draft about an incident before it is published
 *     by itself
 * @param publishEvery how often it is asked which drafts are to be published
 * @param mailsEvery how often it is asked whether subscribers are to be written to
 * @param rememberFor how long one desk shows the same state of the services, so that many visitors
 *     cost no more than one
 */
@Validated
@ConfigurationProperties("desk.status")
public record BoardSettings(
    @NotBlank @DefaultValue("MCWS Status") String pageName,
    @DefaultValue("PT10M") Duration publishAfter,
    @DefaultValue("PT5S") Duration publishEvery,
    @DefaultValue("PT2S") Duration mailsEvery,
    @DefaultValue("PT5S") Duration rememberFor) {}
