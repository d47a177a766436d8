package org.mcws.desk.web;

import org.camunda.bpm.engine.IdentityService;
import org.mcws.desk.engine.People;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Accounts of an OpenID Connect provider, if one is named: programs bring its tokens to REST,
 * people log in there for the web apps. The provider says who somebody is; what they may do is the
 * desk's own record, so only accounts that the desk has come in.
 */
@Component
class SignOn {

  private final ObjectProvider<JwtDecoder> tokens;
  private final ObjectProvider<ClientRegistrationRepository> logins;
  private final IdentityService identity;
  private final EngineLogin accounts;
  private final SignOnSettings settings;

  SignOn(
      ObjectProvider<JwtDecoder> tokens,
      ObjectProvider<ClientRegistrationRepository> logins,
      IdentityService identity,
      EngineLogin accounts,
      SignOnSettings settings) {
    this.tokens = tokens;
    this.logins = logins;
    this.identity = identity;
    this.accounts = accounts;
    this.settings = settings;
  }

  /** Takes the provider's tokens beside names and passwords, if its issuer is named. */
  void acceptTokens(HttpSecurity http, AuthenticationEntryPoint whoAreYou) throws Exception {
    if (tokens.getIfAvailable() != null) {
      http.oauth2ResourceServer(
          server ->
              server
                  .authenticationEntryPoint(whoAreYou)
                  .jwt(jwt -> jwt.jwtAuthenticationConverter(this::bearer)));
    }
  }

  /** Whether people log in at a provider. */
  boolean isForPeople() {
    return logins.getIfAvailable() != null;
  }

  /** The web apps behind the provider's login; Camunda's own CSRF protection and headers stay. */
  SecurityFilterChain webApps(HttpSecurity http) throws Exception {
    return http.securityMatcher("/camunda", "/camunda/**", "/oauth2/**", "/login/oauth2/**")
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers("/camunda/api/admin/setup", "/camunda/api/admin/setup/**")
                    .denyAll()
                    .anyRequest()
                    .authenticated())
        .oauth2Login(
            login ->
                login
                    .userInfoEndpoint(user -> user.oidcUserService(this::person))
                    .failureHandler(
                        (request, response, failure) ->
                            response.sendError(HttpStatus.FORBIDDEN.value())))
        .csrf(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .build();
  }

  /** Sends people who have not logged in yet to the provider, and then back to the page. */
  void askAtProvider(HttpSecurity http) throws Exception {
    http.exceptionHandling(
        e ->
            e.authenticationEntryPoint(
                new LoginUrlAuthenticationEntryPoint("/oauth2/authorization/desk")));
  }

  private UsernamePasswordAuthenticationToken bearer(Jwt token) {
    String id = account(token);
    if (id == null) {
      throw new InvalidBearerTokenException("no account of the desk");
    }
    return UsernamePasswordAuthenticationToken.authenticated(id, null, accounts.authorities(id));
  }

  private OidcUser person(OidcUserRequest request) {
    OidcUser known = new OidcUserService().loadUser(request);
    String id = account(known);
    if (id == null) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("unknown_account"), "the desk has no account for this person");
    }
    return new DefaultOidcUser(
        accounts.authorities(id), known.getIdToken(), known.getUserInfo(), settings.claim());
  }

  /** The desk's account that the claims name; null if there is none, or the address is unproven. */
  private String account(ClaimAccessor claims) {
    String name = claims.getClaimAsString(settings.claim());
    boolean unproven = Boolean.FALSE.equals(claims.getClaimAsBoolean("email_verified"));
    if (name == null || unproven) {
      return null;
    }
    String id = People.account(name);
    return identity.createUserQuery().userId(id).count() == 1 ? id : null;
  }
}
