package org.mcws.desk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses doubled slashes before anything looks at the address. Spring Security's firewall would
 * too, but the path parser in front of it fails on them, and the web apps would make of {@code
 * //host} a redirect to another site.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PlainAddresses extends OncePerRequestFilter {

  private final Problems problems;

  PlainAddresses(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getRequestURI().contains("//")) {
      problems.write(
          response,
          problems.problem(HttpStatus.BAD_REQUEST, "The address has a doubled slash.", "/"));
    } else {
      chain.doFilter(request, response);
    }
  }
}
