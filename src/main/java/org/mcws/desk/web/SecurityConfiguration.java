package org.mcws.desk.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.mcws.desk.engine.People;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.SessionManagementConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.Http403ForbiddenEntryPoint;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * Who may come in through which door. The engine's REST and the desk's API ask for a name and
 * password at each request; the web apps have their own login; a few pages are open; all else is
 * shut.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  static final String CHALLENGE = "Basic realm=\"MCWS Desk\", charset=\"UTF-8\"";

  static final String OWN_PAGES =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  /** Swagger UI sets styles on its elements. */
  private static final String API_PAGE =
      OWN_PAGES.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

  private static final String[] OPEN = {
    "/",
    "/status",
    "/status/**",
    "/status.atom",
    "/status.ics",
    "/links/**",
    "/sandbox/**",
    "/assets/**",
    "/favicon.ico",
    "/actuator/health/**",
    "/v3/api-docs",
    "/v3/api-docs/**",
    "/v3/api-docs.yaml",
    "/swagger-ui.html",
    "/swagger-ui/**"
  };

  /** The status page for programs. */
  private static final String STATUS_DATA = "/api/v2/**";

  /** Mail programs send this (RFC 8058); what is in the address is what lets them. */
  private static final String UNSUBSCRIBE = "/status/subscriptions/end/*";

  /** Patterns match whole paths: the engine's servlets lie beside that of Spring MVC. */
  @Bean
  static PathPatternRequestMatcherBuilderFactoryBean wholePaths() {
    return new PathPatternRequestMatcherBuilderFactoryBean();
  }

  /**
   * Monitoring systems and forges prove themselves to the room that hears them, not by accounts.
   */
  @Bean
  @Order(0)
  SecurityFilterChain reports(HttpSecurity http) throws Exception {
    return http.securityMatcher("/api/alerts/**", "/api/hooks/**")
        .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::withoutSession)
        .build();
  }

  @Bean
  @Order(1)
  SecurityFilterChain programs(
      HttpSecurity http, IdentityService identity, People people, Problems problems, SignOn signOn)
      throws Exception {
    AuthenticationEntryPoint whoAreYou = whoAreYou(problems);
    signOn.acceptTokens(http, whoAreYou);
    return http.securityMatcher("/engine-rest", "/engine-rest/**", "/api/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers("/api/sandbox", "/api/sandbox/**", "/api/heartbeats/**")
                    .permitAll()
                    .requestMatchers(HttpMethod.GET, STATUS_DATA)
                    .permitAll()
                    .requestMatchers(HttpMethod.HEAD, STATUS_DATA)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .httpBasic(basic -> basic.authenticationEntryPoint(whoAreYou))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::withoutSession)
        .exceptionHandling(
            e -> e.authenticationEntryPoint(whoAreYou).accessDeniedHandler(notYou(problems)))
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(OWN_PAGES)))
        .addFilterAfter(new EnginePerson(identity, people), AuthorizationFilter.class)
        .build();
  }

  /**
   * Each request says for itself who sends it. The browser's session is that of the web apps: its
   * id must not be changed here, or what they ask for at this moment comes from nobody.
   */
  static void withoutSession(SessionManagementConfigurer<HttpSecurity> session) {
    session
        .sessionCreationPolicy(SessionCreationPolicy.STATELESS)
        .sessionFixation(fixation -> fixation.none());
  }

  /** The web apps bring their own login, CSRF protection and headers. */
  @Bean
  @Order(2)
  SecurityFilterChain webApps(HttpSecurity http, SignOn signOn) throws Exception {
    if (signOn.isForPeople()) {
      return signOn.webApps(http);
    }
    // Tasklist asks for /camunda-welcome, which is not there: a browser that is asked for a
    // password
    // instead puts a window of its own before the login.
    return http.securityMatcher("/camunda", "/camunda/**", "/camunda-welcome")
        .authorizeHttpRequests(
            requests ->
                requests
                    // CVE-2026-77226: it would let strangers make an administrator while no account
                    // is directly in the administrators' group. The desk makes the first one.
                    .requestMatchers("/camunda/api/admin/setup", "/camunda/api/admin/setup/**")
                    .denyAll()
                    .anyRequest()
                    .permitAll())
        .securityContext(c -> c.securityContextRepository(new NullSecurityContextRepository()))
        .requestCache(c -> c.requestCache(new NullRequestCache()))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .exceptionHandling(e -> e.authenticationEntryPoint(new Http403ForbiddenEntryPoint()))
        .build();
  }

  @Bean
  @Order(4)
  SecurityFilterChain pages(HttpSecurity http, Problems problems) throws Exception {
    AuthenticationEntryPoint whoAreYou = pageOr(whoAreYou(problems));
    CookieCsrfTokenRepository csrfCookie = new CookieCsrfTokenRepository();
    csrfCookie.setCookieName("DESK-CSRF");
    csrfCookie.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
    HeaderWriter policy =
        (request, response) ->
            response.setHeader(
                "Content-Security-Policy",
                request.getRequestURI().startsWith("/swagger-ui") ? API_PAGE : OWN_PAGES);
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(OPEN)
                    .permitAll()
                    .requestMatchers("/actuator/prometheus", "/actuator/info")
                    .hasAnyAuthority(People.OPS, People.ADMINISTRATORS)
                    .anyRequest()
                    .denyAll())
        .httpBasic(basic -> basic.authenticationEntryPoint(whoAreYou))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie).ignoringRequestMatchers(UNSUBSCRIBE))
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(SecurityConfiguration::withoutSession)
        .exceptionHandling(
            e ->
                e.authenticationEntryPoint(whoAreYou)
                    .accessDeniedHandler(
                        (request, response, denied) -> {
                          if (wantsPage(request)) {
                            response.sendError(HttpStatus.FORBIDDEN.value());
                          } else {
                            notYou(problems).handle(request, response, denied);
                          }
                        }))
        .headers(
            headers ->
                headers
                    .addHeaderWriter(policy)
                    .frameOptions(frames -> frames.deny())
                    // Addresses of links in mails carry secrets.
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .build();
  }

  @Bean
  FilterRegistrationBean<EngineDoor> engineDoor(Problems problems, ObjectMapper json) {
    FilterRegistrationBean<EngineDoor> door =
        new FilterRegistrationBean<>(new EngineDoor(problems, json));
    door.setUrlPatterns(List.of("/engine-rest/*", "/camunda/api/engine/*"));
    door.setAsyncSupported(true);
    return door;
  }

  /** Whether a person's browser asks for a page, and not a program for data. */
  static boolean wantsPage(HttpServletRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE)
        && !request.getRequestURI().startsWith("/actuator")
        && !request.getRequestURI().startsWith("/api");
  }

  /** People have no name and password at these pages, so their browsers are not to ask for one. */
  private static AuthenticationEntryPoint pageOr(AuthenticationEntryPoint program) {
    return (request, response, missing) -> {
      if (wantsPage(request)) {
        response.sendError(HttpStatus.NOT_FOUND.value());
      } else {
        program.commence(request, response, missing);
      }
    };
  }

  static AuthenticationEntryPoint whoAreYou(Problems problems) {
    return (request, response, missing) -> {
      response.setHeader("WWW-Authenticate", CHALLENGE);
      problems.write(
          request,
          response,
          HttpStatus.UNAUTHORIZED,
          "Send a name and password that the desk knows (HTTP Basic). After several failures an"
              + " account waits for up to a minute.");
    };
  }

  private static AccessDeniedHandler notYou(Problems problems) {
    return (request, response, denied) ->
        problems.write(request, response, HttpStatus.FORBIDDEN, "Your account may not open this.");
  }
}
