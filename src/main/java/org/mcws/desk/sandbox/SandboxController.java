package org.mcws.desk.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Says where the sandbox servers listen, and makes them misbehave. */
@RestController
@Profile("sandbox")
@RequestMapping("/api/sandbox")
class SandboxController {

  private final Sandbox sandbox;

  SandboxController(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  @GetMapping
  Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>(sandbox.addresses());
    Map<String, String> accounts = new LinkedHashMap<>();
    Sandbox.ACCOUNTS.forEach(name -> accounts.put(name, name));
    description.put("accounts", accounts);
    description.put("outsidePassword", Sandbox.OUTSIDE_PASSWORD);
    return description;
  }

  /** Adds a fault; answers with all that are not spent. */
  @PostMapping("/{server}/faults")
  List<Fault> misbehave(@PathVariable String server, @RequestBody Fault fault) {
    Faults faults = faults(server);
    faults.add(fault);
    return faults.pending();
  }

  @DeleteMapping("/{server}/faults")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void behave(@PathVariable String server) {
    faults(server).clear();
  }

  @ExceptionHandler
  ProblemDetail unreadable(HttpMessageNotReadableException e) {
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST,
        "A fault is a JSON object such as {\"kind\": \"error\", \"times\": 2, \"status\": 503}; kind is"
            + " one of delay, error, cut, garbage, silence. "
            + e.getMostSpecificCause().getMessage());
  }

  private Faults faults(String server) {
    return sandbox
        .server(server)
        .map(SandboxServer::faults)
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "There is no sandbox server "
                        + server
                        + ": take marathon, consul, dns, mail, registry or engine"));
  }
}
