package org.mcws.desk.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.mcws.desk.engine.InvalidField;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Problem details as in RFC 9457, the same at every door. */
@Component
class Problems {

  private static final URI INVALID_INPUT = URI.create("urn:mcws-desk:problem:invalid-input");
  private static final String ERRORS = "errors";
  private static final String MESSAGE = "message";

  private final ObjectMapper json;

  Problems(ObjectMapper json) {
    this.json = json;
  }

  /** A problem in general; {@code detail} must be fit for strangers' eyes. */
  ProblemDetail problem(HttpStatusCode status, String detail, String path) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    HttpStatus known = HttpStatus.resolve(status.value());
    problem.setTitle(known == null ? "Error" : known.getReasonPhrase());
    problem.setInstance(URI.create(path));
    return problem;
  }

  /**
   * A 400 that names what is wrong. Its {@code message} is there for Tasklist, which shows that
   * member of an answer, one line for each finding.
   */
  ProblemDetail invalid(List<InvalidField> fields, String path) {
    String detail =
        fields.size() == 1
            ? fields.get(0).message()
            : fields.size() + " things are wrong with what was sent; see errors.";
    ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, detail, path);
    problem.setType(INVALID_INPUT);
    problem.setTitle("The input is not valid");
    problem.setProperty(ERRORS, fields);
    problem.setProperty(
        MESSAGE, String.join("\n", fields.stream().map(InvalidField::message).toList()));
    return problem;
  }

  void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    write(response, problem(status, detail, request.getRequestURI()));
  }

  void write(HttpServletResponse response, ProblemDetail problem) throws IOException {
    byte[] body = json.writeValueAsBytes(problem);
    response.setStatus(problem.getStatus());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }
}
