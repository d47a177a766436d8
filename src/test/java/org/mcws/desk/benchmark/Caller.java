package org.mcws.desk.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** A person or a program that calls the desk. All share connections that are kept. */
final class Caller {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Blocks the caller's own thread, so that its work can be told from the desk's. */
  private static final CloseableHttpClient HTTP =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(64)
                  .setMaxConnTotal(64)
                  .build())
          .disableCookieManagement()
          .disableRedirectHandling()
          .disableAutomaticRetries()
          .build();

  private final String server;
  private final String authorization;

  Caller(String server, String user, String password) {
    this.server = server;
    this.authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  JsonNode get(String path) {
    return read(send("GET", path, null, ContentType.APPLICATION_JSON));
  }

  /** A page, as a browser asks for it. */
  String page(String path) {
    return send("GET", path, null, ContentType.TEXT_HTML);
  }

  JsonNode post(String path, String json) {
    return read(send("POST", path, json, ContentType.APPLICATION_JSON));
  }

  JsonNode put(String path, String json) {
    return read(send("PUT", path, json, ContentType.APPLICATION_JSON));
  }

  private String send(String method, String path, String json, ContentType accepted) {
    HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(server + path));
    request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
    request.setHeader(HttpHeaders.ACCEPT, accepted.getMimeType());
    if (json != null) {
      request.setEntity(new StringEntity(json, ContentType.APPLICATION_JSON));
    }
    try {
      return HTTP.execute(
          request,
          response -> {
            String text =
                response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
            if (response.getCode() >= 300) {
              throw new IllegalStateException(
                  method + " " + path + " is answered by " + response.getCode() + ": " + text);
            }
            return text;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
