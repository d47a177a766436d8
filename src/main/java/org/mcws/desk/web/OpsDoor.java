package org.mcws.desk.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.mcws.desk.engine.WebAppLogin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door to what Ops look at under {@code /ops}. Whoever has logged in to Cockpit or Tasklist in
 * this browser need not do so again; others send a name and password, or log in at the provider if
 * there is one. Whether they are of Ops is asked anew at each request. Nothing can be changed here,
 * so only looking is let through.
 */
@Configuration(proxyBeanMethods = false)
class OpsDoor {

  private static final String NOT_OPS =
      "This page is for Community Ops, and your account is not one of theirs. What concerns your"
          + " community is in Tasklist and on the status page.";

  private static final String LOG_IN =
      "Log in to Cockpit or Tasklist in this browser, as somebody of Community Ops, and open this"
          + " page again.";

  /** Where the error page looks for what to say. */
  private static final String DETAIL = "detail";

  @Bean
  @Order(3)
  SecurityFilterChain ops(
      HttpSecurity http,
      Problems problems,
      SignOn signOn,
      EngineLogin accounts,
      WebAppLogin webApps)
      throws Exception {
    if (signOn.isForPeople()) {
      signOn.askAtProvider(http);
    } else {
      AuthenticationEntryPoint whoAreYou = whoAreYou(problems);
      http.httpBasic(basic -> basic.authenticationEntryPoint(whoAreYou))
          .exceptionHandling(e -> e.authenticationEntryPoint(whoAreYou))
          .sessionManagement(SecurityConfiguration::withoutSession)
          .addFilterBefore(new LoggedIn(webApps), BasicAuthenticationFilter.class);
    }
    return http.securityMatcher("/ops", "/ops/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(HttpMethod.GET)
                    .access(
                        (person, page) ->
                            new AuthorizationDecision(accounts.isOpsNow(person.get())))
                    .anyRequest()
                    .denyAll())
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(e -> e.accessDeniedHandler(notYou(problems)))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        csp -> csp.policyDirectives(SecurityConfiguration.OWN_PAGES))
                    .frameOptions(frames -> frames.deny())
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }

  private static AuthenticationEntryPoint whoAreYou(Problems problems) {
    AuthenticationEntryPoint program = SecurityConfiguration.whoAreYou(problems);
    return (request, response, missing) -> {
      if (SecurityConfiguration.wantsPage(request)) {
        response.setHeader("WWW-Authenticate", SecurityConfiguration.CHALLENGE);
        request.setAttribute(DETAIL, LOG_IN);
        response.sendError(HttpStatus.UNAUTHORIZED.value());
      } else {
        program.commence(request, response, missing);
      }
    };
  }

  private static AccessDeniedHandler notYou(Problems problems) {
    return (request, response, denied) -> {
      if (SecurityConfiguration.wantsPage(request)) {
        request.setAttribute(DETAIL, NOT_OPS);
        response.sendError(HttpStatus.FORBIDDEN.value());
      } else {
        problems.write(request, response, HttpStatus.FORBIDDEN, NOT_OPS);
      }
    };
  }

  /** Takes over who has logged in to the web apps. */
  private static final class LoggedIn extends OncePerRequestFilter {

    private final WebAppLogin webApps;

    private LoggedIn(WebAppLogin webApps) {
      this.webApps = webApps;
    }

    @Override
    protected void doFilterInternal(
        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
        throws ServletException, IOException {
      webApps
          .account(request)
          .map(id -> UsernamePasswordAuthenticationToken.authenticated(id, null, null))
          .ifPresent(SecurityContextHolder.getContext()::setAuthentication);
      chain.doFilter(request, response);
    }
  }
}
