package org.mcws.desk.recovery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.recovery.RecoveryFigures.Wanted;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.data.domain.Pageable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How fast the desk and its people are when something is down, by REST. */
@RestController
@RequestMapping("/api/incidents/figures")
@Tag(name = "Incidents")
class FigureController {

  private static final int MOST_DAYS = 365;

  private final RecoveryFigures figures;
  private final CurrentPerson person;

  FigureController(RecoveryFigures figures, CurrentPerson person) {
    this.figures = figures;
    this.person = person;
  }

  @Operation(
      summary = "How long it took to notice, to acknowledge and to recover",
      description =
          "Of all incidents together, and by community and by service, those with the most first."
              + " Ops see all, owners those that concern their communities. Rehearsals don't count,"
              + " nor does what became part of an incident of the platform, which counts for each"
              + " service that it has hit.")
  @GetMapping
  public Figures show(
      @Parameter(description = "a community's slug; all if left out")
          @RequestParam(required = false)
          String community,
      @Parameter(description = "a service's id; all if left out") @RequestParam(required = false)
          String service,
      @Parameter(description = "those that were opened in so many days up to now, 1 to 365")
          @RequestParam(defaultValue = "90")
          int days,
      @ParameterObject PageQuery query) {
    if (days < 1 || days > MOST_DAYS) {
      throw new InvalidInput("/days", "'days' must be from 1 to " + MOST_DAYS + ".");
    }
    Wanted wanted = new Wanted(days, service, seen(community));
    Pageable page = query.sortedBy("community", "service");
    return new Figures(
        days,
        figures.ofAll(wanted),
        Paged.of(figures.byCommunity(wanted, page), one -> one),
        Paged.of(figures.byService(wanted, page), one -> one));
  }

  /** Null for everything. */
  private String[] seen(String community) {
    if (person.isOps()) {
      return community == null ? null : new String[] {community};
    }
    List<String> own = person.communities();
    return (community == null ? own.stream() : Stream.of(community).filter(own::contains))
        .toArray(String[]::new);
  }

  /**
   * @param days those count that were opened in so many days up to now
   * @param all of all that you may see and have asked for
   * @param communities by community, a page of them
   * @param services by service, a page of them
   */
  record Figures(int days, Figure all, Paged<Figure> communities, Paged<Figure> services) {}
}
