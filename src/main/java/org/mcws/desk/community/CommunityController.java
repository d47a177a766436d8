package org.mcws.desk.community;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Communities with their owner lists, by REST. */
@RestController
@RequestMapping("/api/communities")
@Tag(name = "Communities")
@Transactional(readOnly = true)
public class CommunityController {

  private final Communities communities;
  private final Owners owners;
  private final CurrentPerson person;
  private final Clock clock;

  CommunityController(Communities communities, Owners owners, CurrentPerson person, Clock clock) {
    this.communities = communities;
    this.owners = owners;
    this.person = person;
    this.clock = clock;
  }

  @Operation(summary = "The communities that you may see, by their slugs")
  @GetMapping
  public Paged<CommunityView> list(@ParameterObject PageQuery query) {
    return Paged.of(
        person.isOps()
            ? communities.findAllBy(query.sortedBy("slug"))
            : communities.findBySlugIn(person.communities(), query.sortedBy("slug")),
        this::view);
  }

  @Operation(summary = "A community with its owner list")
  @GetMapping("/{slug}")
  public CommunityView show(@PathVariable String slug) {
    return communities
        .findById(slug)
        .filter(community -> person.isOps() || person.communities().contains(slug))
        .map(this::view)
        .orElseThrow(
            () -> new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such community."));
  }

  private CommunityView view(Community community) {
    List<Owner> named = owners.findByCommunityOrderByPosition(community.slug());
    Instant now = clock.instant();
    return new CommunityView(
        community.slug(),
        community.name(),
        community.languages(),
        community.timeZone().getId(),
        community.maintenanceWindow().map(MaintenanceWindow::toString).orElse(null),
        label(community.state()),
        OwnerListHealth.of(named, now).name().toLowerCase(Locale.ROOT),
        named.stream()
            .map(
                o ->
                    new OwnerView(
                        o.name(),
                        o.email(),
                        label(o.state()),
                        o.answeredAt(),
                        o.awayUntil(),
                        o.isUnresponsive(now) ? true : null))
            .toList(),
        community.contact(),
        community.createdAt());
  }

  private static String label(Enum<?> state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  /**
   * @param maintenanceWindow when its services may be changed, in its time zone; nothing for any
   *     time
   * @param state requested or active
   * @param ownerList healthy, fragile or orphaned
   * @param contact where the community as a whole is reached, or null
   */
  record CommunityView(
      String slug,
      String name,
      List<String> languages,
      String timeZone,
      String maintenanceWindow,
      String state,
      String ownerList,
      List<OwnerView> owners,
      String contact,
      Instant createdAt) {}

  /**
   * @param state named, confirmed or declined
   * @param awayUntil the last day on which the owner is away, or null
   * @param unresponsive true if the owner has left questions unanswered for too long, else null
   */
  record OwnerView(
      String name,
      String email,
      String state,
      Instant answeredAt,
      LocalDate awayUntil,
      Boolean unresponsive) {}
}
