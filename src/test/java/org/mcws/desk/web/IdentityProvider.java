package org.mcws.desk.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** An OpenID Connect provider at which one person is always logged in. */
final class IdentityProvider implements AutoCloseable {

  private final HttpServer server;
  private final RSAKey key;
  private final ObjectMapper json = new ObjectMapper();
  private volatile String person = "ops";
  private volatile String nonce = "";

  IdentityProvider() {
    try {
      key = new RSAKeyGenerator(2048).keyID("desk").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/.well-known/openid-configuration", e -> answer(e, discovery()));
    server.createContext("/keys", e -> answer(e, new JWKSet(key.toPublicJWK()).toJSONObject()));
    server.createContext("/authorize", this::sendBack);
    server.createContext("/token", e -> answer(e, tokens()));
    server.start();
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on this person is logged in. */
  void logIn(String account) {
    person = account;
  }

  String token(String email, boolean verified, Duration validity) {
    return sign(claims(email, validity).claim("email_verified", verified));
  }

  private JWTClaimsSet.Builder claims(String email, Duration validity) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("somebody")
        .audience("desk")
        .claim("email", email)
        .issueTime(Date.from(now.minusSeconds(600)))
        .expirationTime(Date.from(now.plus(validity)));
  }

  private String sign(JWTClaimsSet.Builder claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("desk").build(), claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> discovery() {
    return Map.of(
        "issuer",
        issuer(),
        "authorization_endpoint",
        issuer() + "/authorize",
        "token_endpoint",
        issuer() + "/token",
        "jwks_uri",
        issuer() + "/keys",
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
  }

  private Map<String, Object> tokens() {
    return Map.of(
        "access_token",
        "opaque",
        "token_type",
        "Bearer",
        "expires_in",
        300,
        "id_token",
        sign(claims(person, Duration.ofMinutes(5)).claim("nonce", nonce)));
  }

  private void sendBack(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    nonce = parameter(query, "nonce");
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            URLDecoder.decode(parameter(query, "redirect_uri"), StandardCharsets.UTF_8)
                + "?code=one-time&state="
                + parameter(query, "state"));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static String parameter(String query, String name) {
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    return "";
  }

  private void answer(HttpExchange exchange, Map<String, Object> body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
