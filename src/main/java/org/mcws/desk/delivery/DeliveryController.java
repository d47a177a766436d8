package org.mcws.desk.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Deliveries and releases, by REST. */
@RestController
@Tag(name = "Deliveries")
@Transactional
public class DeliveryController {

  private final Deliveries deliveries;
  private final Releases releases;
  private final DeliveryWishes wishes;
  private final DeliveryCheck check;
  private final OwnersAndOps people;
  private final Idempotency idempotency;
  private final AuditTrail audit;

  DeliveryController(
      Deliveries deliveries,
      Releases releases,
      DeliveryWishes wishes,
      DeliveryCheck check,
      OwnersAndOps people,
      Idempotency idempotency,
      AuditTrail audit) {
    this.deliveries = deliveries;
    this.releases = releases;
    this.wishes = wishes;
    this.check = check;
    this.people = people;
    this.idempotency = idempotency;
    this.audit = audit;
  }

  @Operation(summary = "The deliveries of a service, the newest first")
  @GetMapping("/api/services/{service}/deliveries")
  @Transactional(readOnly = true)
  public Paged<DeliveryView> list(@PathVariable String service, @ParameterObject PageQuery query) {
    DeliveredService one = people.visible(service);
    boolean withLog = people.includeAsker(one);
    return Paged.of(
        deliveries.findByService(one.id(), query.newestFirst("createdAt", "id")),
        delivery -> view(delivery, withLog, null));
  }

  @Operation(summary = "A delivery")
  @GetMapping("/api/deliveries/{id}")
  @Transactional(readOnly = true)
  public DeliveryView show(@PathVariable UUID id) {
    Delivery delivery =
        deliveries
            .findById(id)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such delivery."));
    return view(
        delivery,
        people.includeAsker(people.visible(delivery.service())),
        delivery.dockerfile().orElse(null));
  }

  @Operation(
      summary = "Deliver the newest commit or a Dockerfile now, or bring a release back",
      description =
          "For the owners of its community and Ops, also while deliveries are paused. It waits for"
              + " the one that is at work, and takes the place of one that waits. A Dockerfile is for"
              + " services without a repository. A release is brought back by its digest, without a"
              + " build and without staging.")
  @PostMapping("/api/services/{service}/deliveries")
  public ResponseEntity<JsonNode> deliver(
      @PathVariable String service,
      @Valid @RequestBody Wish wish,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    String id = people.service(service).id();
    return idempotency.once(
        key,
        people.actor(),
        Map.of("POST /api/services/" + id + "/deliveries", wish),
        () -> queue(id, wish));
  }

  private ResponseEntity<?> queue(String service, Wish wish) {
    List<InvalidField> found = new ArrayList<>();
    DeliveryWish wanted =
        new DeliveryWish(
            Optional.ofNullable(wish.release()),
            DeliveryWish.whole(wish.dockerfile()),
            DeliveryWish.text(wish.accept()));
    check.check(service, wanted, found);
    if (!found.isEmpty()) {
      throw new InvalidInput(found);
    }
    Delivery delivery = wishes.queue(service, wanted, people.actor());
    audit.record(
        people.actor(),
        Channel.ACCOUNT,
        "delivery wanted",
        "service/" + service,
        DeliveryWords.what(delivery) + delivery.accepted().map(why -> "; " + why).orElse(""));
    return ResponseEntity.accepted()
        .location(URI.create("/api/deliveries/" + delivery.id()))
        .body(new Begun(delivery.id(), delivery.processInstanceId(), service));
  }

  @Operation(summary = "The releases of a service, the newest first")
  @GetMapping("/api/services/{service}/releases")
  @Transactional(readOnly = true)
  public Paged<ReleaseView> releases(
      @PathVariable String service, @ParameterObject PageQuery query) {
    return Paged.of(
        releases.findByService(people.visible(service).id(), query.newestFirst("number")),
        DeliveryController::view);
  }

  /** What a program has printed may be more than its community is to know. */
  private static DeliveryView view(Delivery delivery, boolean withLog, String dockerfile) {
    return new DeliveryView(
        delivery.id(),
        delivery.service(),
        label(delivery.state()),
        label(delivery.stage()),
        delivery.commit().orElse(null),
        delivery.title().orElse(null),
        dockerfile,
        delivery.release().orElse(null),
        delivery.askedBy(),
        delivery.build().orElse(null),
        delivery.image().orElse(null),
        delivery.imageBefore().orElse(null),
        delivery.accepted().orElse(null),
        delivery.approval().orElse(null),
        delivery.decidedBy().orElse(null),
        delivery.decision().filter(why -> !why.isEmpty()).orElse(null),
        delivery.message().filter(text -> !text.isEmpty()).orElse(null),
        delivery.log().filter(log -> withLog).orElse(null),
        delivery.releasedAs().orElse(null),
        delivery.processInstanceId(),
        delivery.createdAt(),
        delivery.beganAt().orElse(null),
        delivery.endedAt().orElse(null));
  }

  private static ReleaseView view(Release release) {
    return new ReleaseView(
        release.number(),
        release.commit().orElse(null),
        release.image(),
        release.digest().orElse(null),
        release.configuration().orElse(null),
        release.configurationHash().orElse(null),
        release.bringsBack().orElse(null),
        release.releasedBy(),
        release.approvedBy().orElse(null),
        release.approval().orElse(null),
        release.delivery().orElse(null),
        release.releasedAt());
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param release the number of a release that is brought back
   * @param dockerfile the text of a Dockerfile that needs no other files, for a service without a
   *     repository; with neither it is the newest commit
   * @param accept why the image is delivered although it has critical holes that are known
   */
  record Wish(
      Integer release,
      @Size(max = DockerfileCheck.LONGEST, message = "use at most 200,000 characters")
          String dockerfile,
      @Size(max = 1000, message = "use at most 1,000 characters") String accept) {}

  /**
   * @param processInstanceId nothing while it waits for the one that is at work
   */
  record Begun(UUID id, String processInstanceId, String businessKey) {}

  /**
   * A delivery as people see it.
   *
   * @param state waiting, running, released, failed, refused, overtaken or cancelled
   * @param stage how far it has come: build, check, staging, question or production
   * @param dockerfile what was uploaded, if one delivery is asked for and it comes from no
   *     repository
   * @param release the release that is brought back
   * @param askedBy who has pushed it or wants it
   * @param imageBefore what ran when it began
   * @param accept why its known holes are accepted
   * @param decidedBy who has said go or no-go
   * @param message what came of it
   * @param log the end of what was printed, if that explains it
   * @param releasedAs the number of the release that came of it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeliveryView(
      UUID id,
      String service,
      String state,
      String stage,
      String commit,
      String title,
      String dockerfile,
      Integer release,
      String askedBy,
      UUID build,
      String image,
      String imageBefore,
      String accept,
      UUID approval,
      String decidedBy,
      String decision,
      String message,
      String log,
      Integer releasedAs,
      String processInstanceId,
      Instant createdAt,
      Instant beganAt,
      Instant endedAt) {}

  /**
   * What production has run.
   *
   * @param configuration the revision of what it is told; nothing if that is not the desk's to say
   * @param configurationHash by which what two releases are told can be compared
   * @param bringsBack the release that it is again
   * @param approvedBy whose go decided, if the owners were asked
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReleaseView(
      int number,
      String commit,
      String image,
      String digest,
      Integer configuration,
      String configurationHash,
      Integer bringsBack,
      String releasedBy,
      String approvedBy,
      UUID approval,
      UUID delivery,
      Instant releasedAt) {}
}
