package org.mcws.desk.sandbox;

import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.mcws.desk.sandbox.SandboxSettings.ContainerKind;
import org.mcws.desk.sandbox.consul.ConsulSandbox;
import org.mcws.desk.sandbox.dns.DnsSandbox;
import org.mcws.desk.sandbox.dns.DnsSandboxSettings;
import org.mcws.desk.sandbox.engine.EngineSandbox;
import org.mcws.desk.sandbox.images.RegistrySandbox;
import org.mcws.desk.sandbox.mail.MailSandbox;
import org.mcws.desk.sandbox.mail.MailSandboxSettings;
import org.mcws.desk.sandbox.marathon.Containers;
import org.mcws.desk.sandbox.marathon.MarathonSandbox;
import org.mcws.desk.sandbox.marathon.MarathonSandboxSettings;
import org.mcws.desk.settings.SettingProblem;

/** The servers that a sandbox desk brings along, each with a folder of its own. */
final class SandboxServers {

  private SandboxServers() {}

  /**
   * Each is made when it is asked for, because it takes its ports then.
   *
   * @throws org.mcws.desk.settings.SettingProblem if a port is taken
   */
  static List<Supplier<SandboxServer>> of(SandboxSettings settings, Path folder, double pace) {
    settings.ports().forEach(SandboxPort::requireFree);
    AtomicReference<RegistrySandbox> registry = new AtomicReference<>();
    AtomicReference<ConsulSandbox> consul = new AtomicReference<>();
    return List.of(
        () -> {
          registry.set(new RegistrySandbox(settings.registryPort(), folder.resolve("registry")));
          return registry.get();
        },
        () -> new EngineSandbox(settings.enginePort(), registry.get()),
        () -> {
          consul.set(new ConsulSandbox(settings.consulPort(), folder.resolve("consul")));
          return consul.get();
        },
        () -> {
          MarathonSandbox marathon =
              new MarathonSandbox(
                  MarathonSandboxSettings.onFreePorts()
                      .withPorts(
                          settings.marathonPort(),
                          settings.mesosPort(),
                          settings.sitesPort(),
                          settings.sitesTlsPort())
                      .withSpeed(settings.taskStart(), pace)
                      .withAgents(settings.agents()),
                  folder.resolve("marathon"),
                  containers(settings, folder));
          marathon.onPull(registry.get()::pulled);
          marathon.hostRules(consul.get()::rules);
          return marathon;
        },
        () ->
            new DnsSandbox(
                new DnsSandboxSettings(settings.dnsApiPort(), settings.dnsPort()),
                folder.resolve("dns")),
        () ->
            new MailSandbox(
                new MailSandboxSettings(
                    settings.mailApiPort(), settings.smtpPort(), settings.imapPort()),
                folder.resolve("mail")));
  }

  private static Containers containers(SandboxSettings settings, Path folder) {
    if (settings.containers() != ContainerKind.DOCKER) {
      return null;
    }
    try {
      return new Containers(
          settings.docker(), settings.dockerHost(), folder.toAbsolutePath().toString());
    } catch (UnknownHostException e) {
      throw new SettingProblem(
          "desk.sandbox.docker-host",
          "has no address: " + settings.dockerHost(),
          "Give the address at which the engine's host publishes ports, such as 127.0.0.1.",
          e);
    } catch (RuntimeException e) {
      throw new SettingProblem(
          "desk.sandbox.docker",
          "names no Docker engine that answers: " + e.getMessage(),
          "Start the engine and let the desk reach it, or leave desk.sandbox.containers as it is.",
          e);
    }
  }
}
