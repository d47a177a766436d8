package org.mcws.desk.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.mcws.desk.engine.CurrentPerson;
import org.mcws.desk.engine.People;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Takes bills of materials; no transaction is open while one arrives. */
@RestController
@RequestMapping("/api/services/{id}/sbom")
@Tag(name = "Services")
class SbomController {

  private final DeliveredServices services;
  private final SbomIntake intake;
  private final CurrentPerson person;

  SbomController(DeliveredServices services, SbomIntake intake, CurrentPerson person) {
    this.services = services;
    this.intake = intake;
    this.person = person;
  }

  @Operation(
      summary = "Says what is in an image of a service, by a bill of materials in CycloneDX JSON",
      description =
          "It takes the place of the one for the same image, and counts as long as that image runs."
              + " At most 20 MiB.")
  @PutMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/*+json"})
  SbomIntake.Receipt replace(
      @PathVariable String id, @RequestParam(required = false) String image, InputStream document)
      throws IOException {
    DeliveredService service =
        services
            .findById(id)
            .filter(s -> person.isOps() || person.communities().contains(s.community()))
            .orElseThrow(
                () ->
                    new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such service."));
    if (!person.isOps() && !person.belongsToAny(List.of(People.ownersOf(service.community())))) {
      throw new ResponseStatusException(
          HttpStatus.FORBIDDEN, "The community's owners and Ops say what is in an image.");
    }
    if (!service.runsImage()) {
      throw new ResponseStatusException(
          HttpStatus.CONFLICT, "Only a site or a worker runs an image.");
    }
    SbomImage of = image == null ? SbomImage.running(service) : SbomImage.named(image);
    Sbom sbom = SbomReader.read(new LimitedUpload(document));
    return intake.keep(id, of, sbom, person.id().orElseThrow());
  }
}
