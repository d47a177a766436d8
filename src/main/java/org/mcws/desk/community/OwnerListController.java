package org.mcws.desk.community;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Changes to owner lists, by REST. */
@RestController
@RequestMapping("/api/communities/{slug}")
@Tag(name = "Communities")
class OwnerListController {

  private final OwnerListChanges changes;
  private final CurrentPerson person;

  OwnerListController(OwnerListChanges changes, CurrentPerson person) {
    this.changes = changes;
    this.person = person;
  }

  @Operation(
      summary = "An owner is away until the end of a day",
      description = "By the owner or Ops. The other owners are asked meanwhile.")
  @PutMapping("/owners/{email}/away")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void away(
      @PathVariable String slug, @PathVariable String email, @Valid @RequestBody Absence absence) {
    changes.away(slug, email, absence.until(), themselfOrOps(slug, email));
  }

  @Operation(summary = "An owner is back", description = "By the owner or Ops.")
  @DeleteMapping("/owners/{email}/away")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void back(@PathVariable String slug, @PathVariable String email) {
    changes.away(slug, email, null, themselfOrOps(slug, email));
  }

  @Operation(
      summary = "Take an owner off the list",
      description = "By Ops. The last owner cannot be removed.")
  @DeleteMapping("/owners/{email}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String slug, @PathVariable String email) {
    refuseStrangers(slug);
    if (!person.isOps()) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only Community Ops take an owner off the list: ask them.");
    }
    changes.remove(slug, email, actor());
  }

  @Operation(
      summary = "Where the community as a whole is reached, such as its mailing list",
      description = "By an owner or Ops. It is written to when no owner answers.")
  @PutMapping("/contact")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void contact(@PathVariable String slug, @Valid @RequestBody Contact contact) {
    refuseStrangers(slug);
    if (!person.isOps() && !person.belongsToAny(List.of(People.ownersOf(slug)))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only the community's owners and Community Ops may change this.");
    }
    changes.reachedAt(slug, contact.address(), actor());
  }

  private String themselfOrOps(String slug, String email) {
    refuseStrangers(slug);
    if (!person.isOps() && !actor().equals(People.account(email))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "Only the owner and Community Ops say when an owner is away.");
    }
    return actor();
  }

  private void refuseStrangers(String slug) {
    if (!person.isOps() && !person.communities().contains(slug)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such community.");
    }
  }

  private String actor() {
    return person.id().orElseThrow();
  }

  /**
   * @param until the last day of the absence
   */
  record Absence(@NotNull(message = "is missing: give a day such as 2027-03-31") LocalDate until) {}

  /**
   * @param address a mail address; null to have none
   */
  record Contact(
      @Email(message = "must be a mail address")
          @Size(max = 254, message = "use at most 254 characters")
          String address) {}
}
