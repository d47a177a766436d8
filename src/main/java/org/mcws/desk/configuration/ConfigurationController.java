package org.mcws.desk.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.configuration.ConfigurationChanges.Order;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What services' programs are told when they start, by REST. No answer has a secret's value. */
@RestController
@RequestMapping("/api/services/{service}/configuration/{environment}")
@Tag(name = "Configuration")
@Transactional
public class ConfigurationController {

  private static final String IF_MATCH = "If-Match";
  private static final String IF_MATCH_MEANING =
      "The revision that you have seen; 412 if it is no longer the newest";

  /** Bare or, as the header likes it, between quotes. */
  private static final Pattern REVISION = Pattern.compile("\"?([0-9]{1,9})\"?");

  private final Revisions revisions;
  private final ConfigurationChanges changes;
  private final OwnersAndOps people;

  ConfigurationController(Revisions revisions, ConfigurationChanges changes, OwnersAndOps people) {
    this.revisions = revisions;
    this.changes = changes;
    this.people = people;
  }

  @Operation(
      summary = "What a service's program is told when it starts",
      description =
          "For the owners of its community and Ops. Of secrets, the names. Revision 0 means that"
              + " nobody has said anything yet.")
  @GetMapping
  @Transactional(readOnly = true)
  public ConfigurationView show(@PathVariable String service, @PathVariable String environment) {
    String id = running(service);
    Environment which = environment(environment);
    return view(which, revisions.newest(id, which).orElse(Revision.NONE));
  }

  @Operation(
      summary = "Say which variables a service's program gets",
      description =
          "For the owners of its community and Ops. They take the place of all variables that were;"
              + " secrets stay. What changes nothing makes no revision.")
  @PutMapping
  public ConfigurationView replaceVariables(
      @PathVariable String service,
      @PathVariable String environment,
      @Parameter(description = IF_MATCH_MEANING) @RequestHeader(name = IF_MATCH, required = false)
          String seen,
      @Valid @RequestBody Variables wish) {
    Order order = order(service, environment, seen);
    return view(order.environment(), changes.replaceVariables(order, wish.variables()));
  }

  @Operation(
      summary = "Set a secret of a service's program",
      description = "For the owners of its community and Ops. Nobody can read it here again.")
  @PutMapping("/secrets/{name}")
  public ConfigurationView setSecret(
      @PathVariable String service,
      @PathVariable String environment,
      @PathVariable String name,
      @Parameter(description = IF_MATCH_MEANING) @RequestHeader(name = IF_MATCH, required = false)
          String seen,
      @Valid @RequestBody Secret wish) {
    Order order = order(service, environment, seen);
    return view(order.environment(), changes.setSecret(order, name, wish.value()));
  }

  @Operation(
      summary = "Remove a secret of a service's program",
      description = "For the owners of its community and Ops.")
  @DeleteMapping("/secrets/{name}")
  public ConfigurationView removeSecret(
      @PathVariable String service,
      @PathVariable String environment,
      @PathVariable String name,
      @Parameter(description = IF_MATCH_MEANING) @RequestHeader(name = IF_MATCH, required = false)
          String seen) {
    Order order = order(service, environment, seen);
    return view(order.environment(), changes.removeSecret(order, name));
  }

  @Operation(
      summary = "What a service's program was told, the newest first",
      description = "For the owners of its community and Ops. Of secrets, the names.")
  @GetMapping("/revisions")
  @Transactional(readOnly = true)
  public Paged<ConfigurationView> list(
      @PathVariable String service,
      @PathVariable String environment,
      @ParameterObject PageQuery query) {
    String id = running(service);
    Environment which = environment(environment);
    return Paged.of(
        revisions.page(id, which, query.newestFirst("revision")),
        revision -> view(which, revision));
  }

  private Order order(String service, String environment, String seen) {
    return new Order(running(service), environment(environment), revision(seen), people.actor());
  }

  private String running(String id) {
    DeliveredService service = people.service(id);
    if (!service.runsImage()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Only a service that runs an image has a configuration.");
    }
    return service.id();
  }

  private static Environment environment(String label) {
    return Environment.of(label)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "There is no such environment: the environments are staging and production."));
  }

  private static OptionalInt revision(String seen) {
    if (seen == null) {
      return OptionalInt.empty();
    }
    Matcher number = REVISION.matcher(seen.strip());
    if (!number.matches()) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "If-Match must be the number of a revision, such as 3, or be left out.");
    }
    return OptionalInt.of(Integer.parseInt(number.group(1)));
  }

  private static ConfigurationView view(Environment environment, Revision revision) {
    return new ConfigurationView(
        revision.number(),
        revision.variables(),
        revision.secrets(),
        revision.hash(),
        revision.changedBy(),
        revision.changedAt(),
        revision.number() == 0 ? note(environment) : null);
  }

  private static String note(Environment environment) {
    return environment == Environment.PRODUCTION
        ? "Nobody has said anything here yet: what the service got at its onboarding counts."
        : "Nobody has said anything here yet.";
  }

  /**
   * @param variables values by names
   */
  record Variables(
      @NotNull(message = "is missing: give names and values, or {} for none")
          Map<String, String> variables) {

    /** Names only. */
    @Override
    public String toString() {
      return "Variables" + (variables == null ? "" : variables.keySet());
    }
  }

  /**
   * @param value what nobody will read here again
   */
  record Secret(@NotNull(message = "is missing: give the secret's value") String value) {

    /** Says nothing, so that it stands in no log. */
    @Override
    public String toString() {
      return "Secret";
    }
  }

  /**
   * @param revision from 1 upwards; 0 if nobody has said anything yet
   * @param variables values by names
   * @param secrets names only
   * @param hash the same for the same variables and secrets of a service
   * @param changedBy an account
   * @param note what counts while the revision is 0
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ConfigurationView(
      int revision,
      Map<String, String> variables,
      List<String> secrets,
      String hash,
      String changedBy,
      Instant changedAt,
      String note) {}
}
