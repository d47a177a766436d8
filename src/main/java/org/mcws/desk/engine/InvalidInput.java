package org.mcws.desk.engine;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * What was sent cannot be taken; nothing was changed. All that is wrong is reported at once.
 *
 * <p>It is a {@link RestException} because the engine's REST resources pass that one on with its
 * status, and make an HTTP 500 of every other one.
 */
public class InvalidInput extends RestException {

  private static final long serialVersionUID = 1L;

  private final transient List<InvalidField> fields;

  public InvalidInput(List<InvalidField> fields) {
    super(
        Status.BAD_REQUEST,
        fields.stream().map(InvalidField::message).distinct().collect(Collectors.joining(" ")));
    this.fields = List.copyOf(fields);
  }

  public InvalidInput(String field, String message) {
    this(List.of(new InvalidField(field, message)));
  }

  public List<InvalidField> fields() {
    return fields;
  }
}
