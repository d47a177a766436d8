package org.mcws.desk.recovery;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/**
 * The story of an incident for whoever of Ops has logged in; what to do about it is in Tasklist.
 */
@Controller
class OpsIncidentPage {

  private final Incidents incidents;
  private final IncidentStory story;

  OpsIncidentPage(Incidents incidents, IncidentStory story) {
    this.incidents = incidents;
    this.story = story;
  }

  @GetMapping("/ops/incidents/{id}")
  String show(@PathVariable String id, Model model) {
    Incident incident =
        incidents
            .findById(id)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no such incident."));
    model.addAttribute("asked", false);
    model.addAttribute("instance", incident.closedAt() == null ? incident.id() : null);
    return story.tell(incident, true, model);
  }
}
