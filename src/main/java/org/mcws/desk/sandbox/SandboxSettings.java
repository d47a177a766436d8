package org.mcws.desk.sandbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Profile;
import org.springframework.validation.annotation.Validated;

/**
 * Where the sandbox servers listen, all on loopback, and what they are like. Port 0 takes any free
 * one.
 *
 * @param marathonPort Marathon
 * @param mesosPort the Mesos master
 * @param consulPort Consul; any free one unless it is set
 * @param sitesPort the edge that answers for all sites, told apart by their {@code Host} header
 * @param sitesTlsPort the same edge by TLS; if it is not set 443 above {@code sitesPort}, and any
 *     free one if that is 0
 * @param dnsApiPort the HTTP API of the name server
 * @param dnsPort the name server, UDP and TCP
 * @param mailApiPort the HTTP API of the mail server
 * @param smtpPort the mail server's SMTP
 * @param imapPort the mail server's IMAP
 * @param registryPort the image registry
 * @param enginePort the engine that builds images; any free one unless it is set
 * @param agents how many machines the hosting platform has
 * @param taskStart how long an app's task takes until it runs and is healthy
 * @param containers what an app's tasks are
 * @param docker the Docker engine that runs them, if they are containers
 * @param dockerHost the address at which that engine's host publishes their ports
 */
@Validated
@Profile("sandbox")
@ConfigurationProperties("desk.sandbox")
record SandboxSettings(
    @DefaultValue("18080") @Min(0) @Max(65535) int marathonPort,
    @DefaultValue("15050") @Min(0) @Max(65535) int mesosPort,
    @DefaultValue("0") @Min(0) @Max(65535) int consulPort,
    @DefaultValue("18000") @Min(0) @Max(65535) int sitesPort,
    @Min(0) @Max(65535) Integer sitesTlsPort,
    @DefaultValue("18081") @Min(0) @Max(65535) int dnsApiPort,
    @DefaultValue("15353") @Min(0) @Max(65535) int dnsPort,
    @DefaultValue("18082") @Min(0) @Max(65535) int mailApiPort,
    @DefaultValue("12525") @Min(0) @Max(65535) int smtpPort,
    @DefaultValue("11143") @Min(0) @Max(65535) int imapPort,
    @DefaultValue("15000") @Min(0) @Max(65535) int registryPort,
    @DefaultValue("0") @Min(0) @Max(65535) int enginePort,
    @DefaultValue("3") @Min(1) @Max(1000) int agents,
    @DefaultValue("PT1S") @DurationMin(millis = 10) Duration taskStart,
    @DefaultValue("pretended") ContainerKind containers,
    @DefaultValue("unix:///var/run/docker.sock") URI docker,
    @NotBlank @DefaultValue("127.0.0.1") String dockerHost) {

  /** What tasks are. */
  enum ContainerKind {
    /** Web servers of the sandbox's own. */
    PRETENDED,
    /** Containers of a Docker engine. */
    DOCKER
  }

  private static final int HTTPS = 443;

  SandboxSettings {
    if (sitesTlsPort == null) {
      sitesTlsPort = sitesPort == 0 || sitesPort > 65535 - HTTPS ? 0 : sitesPort + HTTPS;
    }
  }

  List<SandboxPort> ports() {
    return List.of(
        SandboxPort.tcp("marathon-port", marathonPort),
        SandboxPort.tcp("mesos-port", mesosPort),
        SandboxPort.tcp("consul-port", consulPort),
        SandboxPort.tcp("sites-port", sitesPort),
        SandboxPort.tcp("sites-tls-port", sitesTlsPort),
        SandboxPort.tcp("dns-api-port", dnsApiPort),
        SandboxPort.tcpAndUdp("dns-port", dnsPort),
        SandboxPort.tcp("mail-api-port", mailApiPort),
        SandboxPort.tcp("smtp-port", smtpPort),
        SandboxPort.tcp("imap-port", imapPort),
        SandboxPort.tcp("registry-port", registryPort),
        SandboxPort.tcp("engine-port", enginePort));
  }
}
