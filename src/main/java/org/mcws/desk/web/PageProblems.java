package org.mcws.desk.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Refusals and failures of the pages that people open, as a page; {@link ApiProblems} for all else.
 */
@Component
class PageProblems implements HandlerExceptionResolver, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(PageProblems.class);

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public ModelAndView resolveException(
      HttpServletRequest request, HttpServletResponse response, Object handler, Exception problem) {
    if (!isPage(request, handler)) {
      return null;
    }
    Map<String, Object> model = new HashMap<>();
    HttpStatusCode status = HttpStatus.INTERNAL_SERVER_ERROR;
    if (problem instanceof ErrorResponse refusal) {
      status = refusal.getStatusCode();
      model.put("detail", handler instanceof HandlerMethod ? refusal.getBody().getDetail() : null);
    } else {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), problem);
    }
    model.put("status", status.value());
    return new ModelAndView("error", model, status);
  }

  private static boolean isPage(HttpServletRequest request, Object handler) {
    if (handler instanceof HandlerMethod method) {
      return !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), RestController.class);
    }
    return SecurityConfiguration.wantsPage(request);
  }
}
