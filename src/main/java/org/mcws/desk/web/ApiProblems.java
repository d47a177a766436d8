package org.mcws.desk.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.hibernate.exception.ConstraintViolationException;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Refusals and failures of the desk's own API. */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  /** PostgreSQL's name for it: Appendix A of its manual. */
  private static final String UNIQUE_VIOLATION = "23505";

  private final Problems problems;

  ApiProblems(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidInput invalid, HttpServletRequest request) {
    return answer(problems.invalid(invalid.fields(), request.getRequestURI()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> forbidden(
      AuthorizationException forbidden, HttpServletRequest request) {
    return answer(HttpStatus.FORBIDDEN, "Your account may not do this.", request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> notThere(NotFoundException missing, HttpServletRequest request) {
    return answer(HttpStatus.NOT_FOUND, "There is nothing by that name.", request);
  }

  @ExceptionHandler({OptimisticLockingException.class, OptimisticLockingFailureException.class})
  ResponseEntity<ProblemDetail> overtaken(HttpServletRequest request) {
    return answer(
        HttpStatus.CONFLICT, "Somebody else changed this at the same moment; try again.", request);
  }

  /** If a key is there already, two have begun with the same thing at once. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> refusedByTheDatabase(
      DataIntegrityViolationException refused, HttpServletRequest request) throws Exception {
    return refused.getCause() instanceof ConstraintViolationException constraint
            && UNIQUE_VIOLATION.equals(constraint.getSQLState())
        ? overtaken(request)
        : failed(refused, request);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request)
      throws Exception {
    if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
      throw failure;
    }
    LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return answer(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "The desk failed to do this. Nothing was changed; Community Ops find the reason in the log.",
        request);
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<InvalidField> fields =
        invalid.getAllErrors().stream()
            .map(
                error ->
                    new InvalidField(
                        error instanceof FieldError field ? pointer(field.getField()) : "/",
                        (error instanceof FieldError field ? "'" + field.getField() + "' " : "")
                            + error.getDefaultMessage()
                            + "."))
            .toList();
    return handleExceptionInternal(
        invalid, problems.invalid(fields, path(request)), headers, HttpStatus.BAD_REQUEST, request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException unreadable,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    InvalidField field = new InvalidField("/", "The body is not valid JSON.");
    if (unreadable.getCause() instanceof UnrecognizedPropertyException unknown) {
      field =
          new InvalidField(
              pointer(unknown),
              "There is no property '" + unknown.getPropertyName() + "' here; leave it out.");
    } else if (unreadable.getCause() instanceof JsonMappingException mapping) {
      field =
          new InvalidField(
              pointer(mapping), "The value here has not the kind or form that is asked for.");
    }
    return handleExceptionInternal(
        unreadable,
        problems.invalid(List.of(field), path(request)),
        headers,
        HttpStatus.BAD_REQUEST,
        request);
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem && problem.getInstance() == null) {
      problem.setInstance(URI.create(path(request)));
    }
    HttpHeaders typed = new HttpHeaders();
    typed.putAll(headers);
    typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.createResponseEntity(body, typed, status, request);
  }

  private ResponseEntity<ProblemDetail> answer(
      HttpStatus status, String detail, HttpServletRequest request) {
    return answer(problems.problem(status, detail, request.getRequestURI()));
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static String path(WebRequest request) {
    return ((ServletWebRequest) request).getRequest().getRequestURI();
  }

  /** {@code owners[0].email} as {@code /owners/0/email}. */
  private static String pointer(String property) {
    return "/" + property.replace("]", "").replace('[', '/').replace('.', '/');
  }

  private static String pointer(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
        .collect(Collectors.joining());
  }
}
