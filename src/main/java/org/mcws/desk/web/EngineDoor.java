package org.mcws.desk.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.mcws.desk.engine.InvalidField;
import org.mcws.desk.engine.InvalidInput;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes problem details of the engine's own error answers. What the web apps rely on stays in the
 * answer: {@code message}, {@code type} as {@code errorType}, {@code code}.
 */
class EngineDoor extends OncePerRequestFilter {

  private static final String LONG_POLLING = "/fetchAndLock";
  private static final String MESSAGE = "message";
  private static final String CODE = "code";

  private final Problems problems;
  private final ObjectMapper json;

  EngineDoor(Problems problems, ObjectMapper json) {
    this.problems = problems;
    this.json = json;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    // Answered later by another thread, which must have the real response.
    return request.getRequestURI().endsWith(LONG_POLLING);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HeldErrors held = new HeldErrors(response);
    chain.doFilter(new Bounded(request), held);
    if (held.isError() && !response.isCommitted()) {
      problems.write(response, problem(request, held));
    }
  }

  private ProblemDetail problem(HttpServletRequest request, HeldErrors held) throws IOException {
    String path = request.getRequestURI();
    @SuppressWarnings("unchecked")
    List<InvalidField> fields =
        (List<InvalidField>) request.getAttribute(InvalidInput.class.getName());
    if (fields != null && held.getStatus() == HttpStatus.BAD_REQUEST.value()) {
      return problems.invalid(fields, path);
    }
    HttpStatusCode status = HttpStatusCode.valueOf(held.getStatus());
    JsonNode body = held.json(json);
    String message = body.path(MESSAGE).asText();
    HttpStatus known = HttpStatus.resolve(held.getStatus());
    ProblemDetail problem =
        problems.problem(
            status,
            message.isEmpty() ? (known == null ? "" : known.getReasonPhrase()) : message,
            path);
    problem.setProperty(MESSAGE, problem.getDetail());
    if (body.hasNonNull("type")) {
      problem.setProperty("errorType", body.get("type"));
    }
    if (body.hasNonNull(CODE)) {
      problem.setProperty(CODE, body.get(CODE));
    }
    return problem;
  }

  /**
   * A request that asks for as many rows as the engine gives at most, where it does not say how
   * many it wants; the engine would refuse it.
   */
  private static final class Bounded extends HttpServletRequestWrapper {

    private static final String MOST = "maxResults=2000";

    Bounded(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getQueryString() {
      String query = super.getQueryString();
      if (query == null || query.isEmpty()) {
        return MOST;
      }
      return query.contains("maxResults=") ? query : query + "&" + MOST;
    }
  }

  /** Passes a good answer through as it comes, and holds an error's body back. */
  private static final class HeldErrors extends HttpServletResponseWrapper {

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private PrintWriter writer;

    HeldErrors(HttpServletResponse response) {
      super(response);
    }

    boolean isError() {
      return getStatus() >= HttpStatus.BAD_REQUEST.value();
    }

    JsonNode json(ObjectMapper mapper) {
      if (writer != null) {
        writer.flush();
      }
      try {
        return mapper.readTree(body.toByteArray());
      } catch (IOException e) {
        return mapper.createObjectNode();
      }
    }

    @Override
    public void sendError(int status) {
      setStatus(status);
    }

    @Override
    public void sendError(int status, String message) {
      setStatus(status);
    }

    @Override
    public void setContentLength(int length) {
      if (!isError()) {
        super.setContentLength(length);
      }
    }

    @Override
    public void setContentLengthLong(long length) {
      if (!isError()) {
        super.setContentLengthLong(length);
      }
    }

    @Override
    public void setHeader(String name, String value) {
      if (!isError() || !HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
        super.setHeader(name, value);
      }
    }

    @Override
    public void addHeader(String name, String value) {
      if (!isError() || !HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name)) {
        super.addHeader(name, value);
      }
    }

    @Override
    public void flushBuffer() throws IOException {
      if (!isError()) {
        super.flushBuffer();
      }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return isError() ? new Held(body) : super.getOutputStream();
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      if (!isError()) {
        return super.getWriter();
      }
      if (writer == null) {
        writer = new PrintWriter(body, false, StandardCharsets.UTF_8);
      }
      return writer;
    }
  }

  private static final class Held extends ServletOutputStream {

    private final ByteArrayOutputStream body;

    Held(ByteArrayOutputStream body) {
      this.body = body;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("errors are written at once");
    }

    @Override
    public void write(int b) {
      body.write(b);
    }
  }
}
