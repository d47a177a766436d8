package org.mcws.desk.onboarding.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.mcws.desk.build.RepositoryFacts;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;

/**
 * One wanted service. Which fields belong to which kind, {@link ServiceRules} says.
 *
 * @param kind site, worker, scheduled, domain, mail-domain, mailbox or alias
 * @param name the service's name in its community; for a domain, mail domain, mailbox or alias it
 *     may be the DNS name or mail address itself
 * @param blueprint the catalogue entry of a site, such as {@code wordpress}
 * @param image the container image of what runs, in place of a blueprint
 * @param starter the example that a site or worker begins from, such as {@code bash-script}, in
 *     place of an image
 * @param dockerfile the text of a Dockerfile that needs no other files, in place of an image
 * @param repository the git repository that it is built from, in place of an image
 * @param host the DNS name of a site, domain or mail domain, or the mail domain of a mailbox or
 *     alias
 * @param port the port on which an image of the community's own listens, 1 to 65535
 * @param healthPath the path that tells whether a site is healthy, {@code /} if none is given
 * @param schedule when a scheduled service runs
 * @param command program and arguments in place of the image's own, at most 50
 * @param environment environment variables, at most 50; no secrets
 * @param resources what each instance may use
 * @param quotaMiB what a mailbox may hold, 10 to 51,200 MiB; 1,024 if none is given
 * @param mailboxes the mailboxes of a mail domain, at most 100
 * @param aliases the aliases of a mail domain, at most 100
 * @param targets where an alias' mail goes, 1 to 20
 */
public record ServiceFacts(
    @NotNull(message = "is missing: site, worker, scheduled, domain, mail-domain, mailbox or alias")
        ServiceKind kind,
    @NotNull(message = Remedies.GIVE) @Size(max = 254, message = "use at most 254 characters")
        String name,
    String blueprint,
    @Size(max = 400, message = "use at most 400 characters") String image,
    @Size(max = 39, message = "use at most 39 characters") String starter,
    @Size(max = DockerfileCheck.LONGEST, message = "use at most 200,000 characters")
        String dockerfile,
    @Valid RepositoryFacts repository,
    @Size(max = 253, message = "use at most 253 characters") String host,
    @Min(value = 1, message = "use 1 to 65535") @Max(value = 65535, message = "use 1 to 65535")
        Integer port,
    @Pattern(regexp = "/[!-~]{0,199}", message = "use a path such as /health") String healthPath,
    @Valid ScheduleFacts schedule,
    @Size(max = 50, message = "use at most 50 words")
        List<@NotNull @Size(max = 1000, message = "use at most 1,000 characters") String> command,
    @Size(max = 50, message = "use at most 50 variables")
        Map<
                @Pattern(regexp = "[A-Za-z_][A-Za-z0-9_]{0,99}", message = "use a name like LANG")
                String,
                @NotNull @Size(max = 4000, message = "use at most 4,000 characters") String>
            environment,
    @Valid ResourceFacts resources,
    @Min(value = 10, message = "use 10 to 51200") @Max(value = 51_200, message = "use 10 to 51200")
        Integer quotaMiB,
    @Size(max = 100, message = "name at most 100") List<@Valid @NotNull MailboxFacts> mailboxes,
    @Size(max = 100, message = "name at most 100") List<@Valid @NotNull AliasFacts> aliases,
    @Size(max = 20, message = "name at most 20")
        List<@NotNull @Size(max = 254, message = "use at most 254 characters") String> targets) {

  public ServiceFacts {
    command = command == null ? List.of() : List.copyOf(command);
    environment = environment == null ? Map.of() : Map.copyOf(environment);
    mailboxes = mailboxes == null ? List.of() : mailboxes;
    aliases = aliases == null ? List.of() : aliases;
    targets = targets == null ? List.of() : targets;
    resources = resources == null ? ResourceFacts.DEFAULT : resources;
  }

  /**
   * What each instance may use; what is not given is the default.
   *
   * @param cpus share of a core, 0.01 to 4, 0.1 by default
   * @param memory MiB, 16 to 8,192, 256 by default
   * @param disk MiB, 0 to 51,200, 0 (no limit of its own) by default
   * @param instances how many run side by side, 1 to 10, 1 by default
   */
  public record ResourceFacts(
      @DecimalMin(value = "0.01", message = "use 0.01 to 4")
          @DecimalMax(value = "4", message = "use 0.01 to 4")
          Double cpus,
      @Min(value = 16, message = "use 16 to 8192") @Max(value = 8192, message = "use 16 to 8192")
          Integer memory,
      @Min(value = 0, message = "use 0 to 51200") @Max(value = 51_200, message = "use 0 to 51200")
          Integer disk,
      @Min(value = 1, message = "use 1 to 10") @Max(value = 10, message = "use 1 to 10")
          Integer instances) {

    static final ResourceFacts DEFAULT = new ResourceFacts(null, null, null, null);

    public ResourceFacts {
      cpus = cpus == null ? 0.1 : cpus;
      memory = memory == null ? 256 : memory;
      disk = disk == null ? 0 : disk;
      instances = instances == null ? 1 : instances;
    }
  }
}
