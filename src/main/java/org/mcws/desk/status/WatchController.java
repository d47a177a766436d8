package org.mcws.desk.status;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.mcws.desk.inventory.OwnersAndOps;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How a service is watched and shown, by REST. */
@RestController
@RequestMapping("/api/services/{service}/watch")
@Tag(name = "Services")
class WatchController {

  private final OwnersAndOps people;
  private final WatchChanges watches;

  WatchController(OwnersAndOps people, WatchChanges watches) {
    this.people = people;
    this.watches = watches;
  }

  @Operation(
      summary = "How a service is watched and shown",
      description = "For the owners of its community and Ops.")
  @GetMapping
  WatchView show(@PathVariable String service) {
    return watches.of(people.service(service));
  }

  @Operation(
      summary = "Say how a service is watched and shown",
      description =
          "For the owners of its community and Ops. What is left out stays as it is; a page is"
              + " taken as a whole. Only Ops say how important a service is. The public sees it"
              + " as long as both the owners and Ops let it be shown.")
  @PutMapping
  WatchView change(@PathVariable String service, @Valid @RequestBody WatchChange change) {
    return watches.change(people.service(service), change, people.actor(), people.isOps());
  }
}
