package org.mcws.desk.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.mcws.desk.inventory.OwnersAndOps;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which services promise to tell that they are at work, by REST. */
@RestController
@RequestMapping("/api/services/{service}/heartbeat")
@Tag(name = "Services")
class HeartbeatController {

  private static final String EVERY = "must be an ISO 8601 duration from PT1M to P31D";
  private static final String GRACE = "must be an ISO 8601 duration from PT0S to P7D";

  private final OwnersAndOps people;
  private final Heartbeats heartbeats;
  private final DeskSettings desk;

  HeartbeatController(OwnersAndOps people, Heartbeats heartbeats, DeskSettings desk) {
    this.people = people;
    this.heartbeats = heartbeats;
    this.desk = desk;
  }

  @Operation(
      summary = "A worker tells from now on that it is at work",
      description =
          "For the owners of its community and Ops. The answer has the secret address that the"
              + " worker calls; it is told this once. Doing it again gives another address and ends"
              + " the one before. Who has not called in time counts as down.")
  @PutMapping
  Address expect(@PathVariable String service, @Valid @RequestBody Promise promise) {
    Duration every = Duration.ofSeconds(promise.every().toSeconds());
    Duration grace = Duration.ofSeconds(promise.grace().toSeconds());
    SecretToken token = heartbeats.expect(people.service(service), every, grace, people.actor());
    return new Address(every, grace, desk.publicUrl() + "/api/heartbeats/" + token.text());
  }

  @Operation(
      summary = "A worker need not tell any more that it is at work",
      description = "For the owners of its community and Ops.")
  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void expectNothing(@PathVariable String service) {
    heartbeats.expectNothing(people.service(service), people.actor());
  }

  /**
   * @param every from one call to the next, in whole seconds
   * @param grace by how much a call may be late
   */
  record Promise(
      @NotNull(message = EVERY)
          @DurationMin(minutes = 1, message = EVERY)
          @DurationMax(days = 31, message = EVERY)
          Duration every,
      @NotNull(message = GRACE)
          @DurationMin(message = GRACE)
          @DurationMax(days = 7, message = GRACE)
          Duration grace) {}

  /**
   * @param address secret: whoever has it can say that the worker is at work
   */
  record Address(Duration every, Duration grace, String address) {}
}
