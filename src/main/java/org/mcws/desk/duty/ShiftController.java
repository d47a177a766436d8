package org.mcws.desk.duty;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.mcws.desk.web.Idempotency;
import org.mcws.desk.web.PageQuery;
import org.mcws.desk.web.Paged;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The desk's own shifts, by REST. For Ops. */
@RestController
@RequestMapping(ShiftController.PATH)
@Tag(name = "Duty")
class ShiftController {

  static final String PATH = "/api/duty/shifts";

  private final DutyDoor door;
  private final ShiftBook book;
  private final Idempotency idempotency;

  ShiftController(DutyDoor door, ShiftBook book, Idempotency idempotency) {
    this.door = door;
    this.book = book;
    this.idempotency = idempotency;
  }

  @Operation(summary = "The desk's own shifts, the latest beginning first")
  @GetMapping
  Paged<ShiftView> list(@ParameterObject PageQuery query) {
    door.enter();
    return book.list(query);
  }

  @Operation(summary = "A shift")
  @GetMapping("/{id}")
  ShiftView show(@PathVariable UUID id) {
    door.enter();
    return book.show(id).orElseThrow(ShiftController::notThere);
  }

  @Operation(
      summary = "Add a shift",
      description =
          "Once, or every so many weeks by the clock on the wall of its time zone. With insteadOf it"
              + " takes the place of another shift, or of an event of the calendar, wherever that"
              + " lies between from and to.")
  @PostMapping
  ResponseEntity<JsonNode> add(
      @Valid @RequestBody ShiftBody body,
      @RequestHeader(name = "Idempotency-Key", required = false) String key) {
    String by = door.enter();
    return idempotency.once(
        key,
        by,
        Map.of("POST " + PATH, body),
        () -> {
          ShiftView shift = book.add(body, by);
          return ResponseEntity.created(URI.create(PATH + "/" + shift.id())).body(shift);
        });
  }

  @Operation(summary = "Remove a shift, and those that take its place")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id) {
    if (!book.remove(id, door.enter())) {
      throw notThere();
    }
  }

  private static ResponseStatusException notThere() {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such shift.");
  }
}
