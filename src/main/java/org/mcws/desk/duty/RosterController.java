package org.mcws.desk.duty;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of Ops: their language, time zone, order and absences, by REST. For Ops. */
@RestController
@RequestMapping("/api/duty")
@Tag(name = "Duty")
class RosterController {

  private final DutyDoor door;
  private final RosterBook book;

  RosterController(DutyDoor door, RosterBook book) {
    this.door = door;
    this.book = book;
  }

  @Operation(summary = "All of Ops, in the order in which they are written to")
  @GetMapping("/people")
  Paged<PersonView> list(@ParameterObject PageQuery query) {
    door.enter();
    return Paged.slice(book.members(), query, PersonView::of);
  }

  @Operation(
      summary =
          "Say in which language somebody of Ops is written to, where they live, and their place",
      description =
          "For oneself or another. What is left out becomes English, UTC, and a place behind those who"
              + " have one.")
  @PutMapping("/people/{account}")
  PersonView say(@PathVariable String account, @Valid @RequestBody PersonBody body) {
    String by = door.enter();
    return PersonView.of(book.say(account, body, by));
  }

  @Operation(
      summary = "Somebody of Ops is away until the end of a day",
      description = "Oneself, if no account is named. They are passed over meanwhile.")
  @PutMapping("/away")
  PersonView away(@Valid @RequestBody Absence absence) {
    String by = door.enter();
    String account = absence.account() == null ? by : absence.account();
    return PersonView.of(book.away(account, absence.until(), by));
  }

  @Operation(summary = "Somebody of Ops is back")
  @DeleteMapping("/away")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void back(
      @Parameter(description = "who; oneself if left out") @RequestParam(required = false)
          String account) {
    String by = door.enter();
    book.away(account == null ? by : account, null, by);
  }

  /**
   * @param until the last day of the absence, where the person lives
   * @param account who; oneself if left out
   */
  record Absence(
      @NotNull(message = "is missing: give a day such as 2027-03-31") LocalDate until,
      String account) {}

  /**
   * @param language a tag such as en or pt-BR
   * @param timeZone of the tz database, such as Europe/Madrid
   * @param position place in the order, 1 to 1,000
   */
  record PersonBody(
      @Pattern(
              regexp = "[a-z]{2}(-[A-Z]{2})?",
              message = "must be a language tag such as en or pt-BR")
          String language,
      String timeZone,
      @Min(value = 1, message = "must be 1 to 1000")
          @Max(value = 1000, message = "must be 1 to 1000")
          Integer position) {}

  /**
   * Somebody of Ops.
   *
   * @param mail where they are written to; nothing if they can't be
   * @param position place in the order; nothing for one behind those who have one
   * @param awayUntil the last day of an absence
   */
  record PersonView(
      String account,
      String name,
      String mail,
      String language,
      String timeZone,
      Integer position,
      LocalDate awayUntil) {

    static PersonView of(Member member) {
      DutyPerson person = member.person();
      return new PersonView(
          person.account(),
          person.name(),
          person.mail().orElse(null),
          person.language().toLanguageTag(),
          person.timeZone().getId(),
          member.entry().position(),
          member.entry().awayUntil());
    }
  }
}
