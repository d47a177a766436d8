package org.mcws.desk.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.build.BuildOrders;
import org.mcws.desk.build.GitSource;
import org.mcws.desk.build.RepositoryFacts;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.inventory.ServiceKind;
import org.mcws.desk.platform.forge.CommitStatuses;
import org.mcws.desk.platform.forge.ForgeAccess;
import org.mcws.desk.platform.forge.ForgeKind;
import org.mcws.desk.secret.SecretBox;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** From where and how a service is delivered, by REST. */
@RestController
@RequestMapping("/api/services/{service}/delivery")
@Tag(name = "Deliveries")
@Transactional
public class DeliverySourceController {

  private static final int SECRET_BYTES = 32;

  private final DeliverySources sources;
  private final DeliveredSources delivered;
  private final Deliveries deliveries;
  private final DeliveryQueue queue;
  private final DeliveryProcess process;
  private final OwnerLists ownerLists;
  private final BuildOrders orders;
  private final OwnersAndOps people;
  private final CommitStatuses statuses;
  private final SecretBox box;
  private final DeskSettings desk;
  private final AuditTrail audit;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  DeliverySourceController(
      DeliverySources sources,
      DeliveredSources delivered,
      Deliveries deliveries,
      DeliveryQueue queue,
      DeliveryProcess process,
      OwnerLists ownerLists,
      BuildOrders orders,
      OwnersAndOps people,
      CommitStatuses statuses,
      SecretBox box,
      DeskSettings desk,
      AuditTrail audit,
      Clock clock) {
    this.sources = sources;
    this.delivered = delivered;
    this.deliveries = deliveries;
    this.queue = queue;
    this.process = process;
    this.ownerLists = ownerLists;
    this.orders = orders;
    this.people = people;
    this.statuses = statuses;
    this.box = box;
    this.desk = desk;
    this.audit = audit;
    this.clock = clock;
  }

  @Operation(summary = "From where and how a service is delivered")
  @GetMapping
  @Transactional(readOnly = true)
  public SourceView show(@PathVariable String service) {
    return view(
        sources
            .findById(people.visible(service).id())
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND,
                        "The service is delivered from nowhere. Say from what: PUT"
                            + " /api/services/{service}/delivery.")));
  }

  @Operation(
      summary = "Say from where and how a service is delivered",
      description =
          "For the owners of its community and Ops. From then on what is pushed to that branch is"
              + " built, tried in staging if that is wanted, and released when as many owners have"
              + " said go as the mode takes. What the branch has now is not delivered by that."
              + " Without a repository it is delivered from the Dockerfiles that are uploaded to"
              + " /api/services/{service}/deliveries.")
  @PutMapping
  public SourceView change(@PathVariable String service, @Valid @RequestBody Wish wish) {
    DeliveredService one = people.service(service);
    check(one, wish);
    boolean staged = wish.staged() == null ? one.kind() == ServiceKind.SITE : wish.staged();
    Optional<GitSource> git = Optional.ofNullable(wish.repository()).map(RepositoryFacts::source);
    DeliverySource source =
        sources
            .lock(one.id())
            .map(
                known -> {
                  if (!known.git().equals(git)) {
                    // What waited is not what is delivered from now on.
                    deliveries
                        .waitingBuild(one.id())
                        .ifPresent(
                            waiting -> waiting.end(Delivery.State.OVERTAKEN, clock.instant()));
                  }
                  known.set(git, DeliveryMode.of(wish.mode()), staged, clock.instant());
                  return known;
                })
            .orElseGet(() -> delivered.connect(one, git, DeliveryMode.of(wish.mode()), staged));
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "delivery changed",
        "service/" + one.id(),
        git.map(GitSource::url).orElse("uploads")
            + ", "
            + wish.mode()
            + (staged ? ", staged" : ""));
    return view(source);
  }

  @Operation(
      summary = "Make a secret for the webhook",
      description =
          "For the owners of its community and Ops. It is told once, here; the one before is worth"
              + " nothing from then on.")
  @PostMapping("/hook-secret")
  public HookSecret makeSecret(@PathVariable String service) {
    DeliverySource source = connected(service);
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    source.hookSecret(box.seal(secret));
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "webhook secret made",
        "service/" + source.service(),
        null);
    return new HookSecret(hookAddress(source), secret);
  }

  @Operation(
      summary = "Let the forge know how commits fare",
      description =
          "For the owners of its community and Ops. The token needs the right to set the status of"
              + " commits; it is never told again. The status leads to the delivery.")
  @PutMapping("/forge")
  public SourceView tellForge(@PathVariable String service, @Valid @RequestBody Forge forge) {
    DeliverySource source = connected(service);
    ForgeKind kind = ForgeKind.valueOf(forge.kind().toUpperCase(Locale.ROOT));
    statuses
        .objection(new ForgeAccess(kind, source.git().orElseThrow().url(), forge.token()))
        .ifPresent(
            objection -> {
              throw new InvalidInput("/kind", "The repository " + objection + ".");
            });
    source.tellForge(kind, box.seal(forge.token()));
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "forge is told of deliveries",
        "service/" + source.service(),
        forge.kind());
    return view(source);
  }

  @Operation(
      summary = "Let no forge know any more",
      description = "For the owners of its community and Ops. The token is forgotten.")
  @DeleteMapping("/forge")
  public SourceView tellNoForge(@PathVariable String service) {
    DeliverySource source = locked(service);
    source.tellNoForge();
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "forge is not told of deliveries",
        "service/" + source.service(),
        null);
    return view(source);
  }

  @Operation(
      summary = "Let nothing begin by itself",
      description = "For the owners of its community and Ops. The newest commit waits.")
  @PostMapping("/pause")
  public SourceView pause(@PathVariable String service, @Valid @RequestBody Pause pause) {
    DeliverySource source = locked(service);
    source.pause(pause.reason(), clock.instant());
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "deliveries paused",
        "service/" + source.service(),
        pause.reason());
    return view(source);
  }

  @Operation(
      summary = "Let what is pushed begin by itself again",
      description = "For the owners of its community and Ops. What waits begins at once.")
  @PostMapping("/resume")
  public SourceView resume(@PathVariable String service) {
    DeliverySource source = locked(service);
    source.resume(clock.instant());
    audit.record(
        people.actor(), Channel.ACCOUNT, "deliveries resumed", "service/" + source.service(), null);
    process.tellResumed(source.service());
    queue.next(source);
    return view(source);
  }

  private static ResponseStatusException conflict(String why) {
    return new ResponseStatusException(
        HttpStatus.CONFLICT, why + ": PUT /api/services/{service}/delivery.");
  }

  private DeliverySource locked(String service) {
    return sources
        .lock(people.service(service).id())
        .orElseThrow(() -> conflict("The service is delivered from nowhere. Say from what"));
  }

  /** One with a repository. */
  private DeliverySource connected(String service) {
    DeliverySource source = locked(service);
    if (source.git().isEmpty()) {
      throw conflict("The service is not delivered from a repository. Say from which");
    }
    return source;
  }

  private void check(DeliveredService service, Wish wish) {
    if (!service.runsImage() || service.state() != DeliveredService.State.DELIVERED) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT,
          "Only a site, a worker or a scheduled service that its community has got can be built and"
              + " delivered.");
    }
    orders
        .refusal()
        .ifPresent(
            why -> {
              throw new ResponseStatusException(HttpStatus.CONFLICT, why);
            });
    Optional.ofNullable(wish.repository())
        .map(RepositoryFacts::source)
        .flatMap(orders::objection)
        .ifPresent(
            objection -> {
              throw new InvalidInput(
                  "/repository/url", "The repository's address " + objection + ".");
            });
    if (DeliveryMode.of(wish.mode()).owners() > ownerLists.confirmed(service.community()).size()) {
      throw new InvalidInput(
          "/mode",
          "The community has not as many owners who have said yes. Let another one say so, or"
              + " choose a mode that needs fewer.");
    }
    if (Boolean.TRUE.equals(wish.staged()) && service.kind() == ServiceKind.SCHEDULED) {
      throw new InvalidInput(
          "/staged", "A scheduled service has no staging: it runs only when its time comes.");
    }
  }

  private String hookAddress(DeliverySource source) {
    return desk.publicUrl() + "/api/hooks/git/" + source.service();
  }

  private SourceView view(DeliverySource source) {
    return new SourceView(
        source.git().map(RepositoryFacts::of).orElse(null),
        source.mode(),
        source.isStaged(),
        source.git().map(git -> hookAddress(source)).orElse(null),
        source.hookSecret().isPresent(),
        source.commitSeen().orElse(null),
        source.lookAt().orElse(null),
        source.trouble().orElse(null),
        source.forge().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null),
        source.forgeTrouble().orElse(null),
        source.pausedAt().orElse(null),
        source.pausedWhy().orElse(null));
  }

  /**
   * @param repository url, and if they are not the usual ones ref, folder and dockerfile; left out
   *     if Dockerfiles are uploaded
   * @param mode auto, one-owner or two-owners
   * @param staged whether it is tried in staging first; sites are if it is left out
   */
  record Wish(
      @Valid RepositoryFacts repository,
      @NotNull(message = "is missing: auto, one-owner or two-owners")
          @Pattern(
              regexp = "auto|one-owner|two-owners",
              message = "must be auto, one-owner or two-owners")
          String mode,
      Boolean staged) {}

  /**
   * @param reason why; all owners can read it
   */
  record Pause(
      @NotNull(message = "is missing: say why")
          @Size(min = 1, max = 1000, message = "use 1 to 1,000 characters")
          String reason) {}

  /**
   * @param kind github, gitlab or gitea, which is Forgejo, too
   * @param token with which the desk may set the status of commits
   */
  record Forge(
      @NotNull(message = "is missing: github, gitlab or gitea")
          @Pattern(regexp = "github|gitlab|gitea", message = "must be github, gitlab or gitea")
          String kind,
      @NotNull(message = "is missing: make one on the forge")
          @Pattern(regexp = "[!-~]{1,500}", message = "is no token: it has no spaces")
          String token) {

    /** Without the token. */
    @Override
    public String toString() {
      return "Forge[kind=" + kind + "]";
    }
  }

  /**
   * @param address where the forge posts to
   * @param secret what it signs with
   */
  record HookSecret(String address, String secret) {}

  /**
   * @param repository nothing if Dockerfiles are uploaded
   * @param commitSeen what the branch had when it was looked at last
   * @param lookAt when it is looked at again without a hook
   * @param trouble why it could not be looked at
   * @param forge github, gitlab or gitea, if it is told how commits fare
   * @param forgeTrouble why it could not be told
   * @param hookAddress where the forge posts to
   * @param hasHookSecret whether the webhook has a secret of its own
   * @param pausedAt since when nothing begins by itself
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SourceView(
      RepositoryFacts repository,
      DeliveryMode mode,
      boolean staged,
      String hookAddress,
      boolean hasHookSecret,
      String commitSeen,
      Instant lookAt,
      String trouble,
      String forge,
      String forgeTrouble,
      Instant pausedAt,
      String pausedWhy) {}
}
