package org.mcws.desk.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.mcws.desk.inventory.OwnersAndOps;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Times in which nobody is woken about a service, by REST. */
@RestController
@RequestMapping("/api/services/{service}/pause")
@Tag(name = "Services")
class PauseController {

  private final OwnersAndOps people;
  private final Pauses pauses;

  PauseController(OwnersAndOps people, Pauses pauses) {
    this.people = people;
    this.pauses = pauses;
  }

  @Operation(
      summary = "Nobody is woken about a service for a while",
      description =
          "For the owners of its community and Ops; 14 days at most. The desk goes on looking at"
              + " it, and the other owners are told. Another pause takes the place of this one.")
  @PutMapping
  ServiceWatch.Pause pause(@PathVariable String service, @Valid @RequestBody Wish wish) {
    return pauses.pause(people.service(service), wish.until(), people.actor(), wish.why());
  }

  @Operation(
      summary = "A service's pause is over",
      description = "For the owners of its community and Ops.")
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void end(@PathVariable String service) {
    pauses.end(people.service(service), people.actor());
  }

  /**
   * @param until when it ends, at most 14 days on
   * @param why kept on record, and told to the other owners
   */
  record Wish(
      @NotNull(message = "is missing: give a moment such as 2027-03-31T18:00:00Z") Instant until,
      @NotBlank(message = "is missing: say why, the other owners are told")
          @Size(max = 1000, message = "use at most 1,000 characters")
          String why) {}
}
