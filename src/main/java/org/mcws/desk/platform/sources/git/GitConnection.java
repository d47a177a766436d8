package org.mcws.desk.platform.sources.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.eclipse.jgit.transport.http.HttpConnection;

/**
 * One request of JGit's, sent by a client that chooses its addresses with care. What JGit's own
 * connections could be led to by a name that points inside the platform, this one cannot.
 */
final class GitConnection implements HttpConnection {

  private final URL url;
  private final CloseableHttpClient client;
  private final Fetching fetching;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String method = "GET";
  private ClassicHttpResponse response;

  /**
   * @param client what sends it
   * @param fetching what it is a part of, which limits it
   */
  GitConnection(URL url, CloseableHttpClient client, Fetching fetching) {
    this.url = url;
    this.client = client;
    this.fetching = fetching;
  }

  @Override
  public int getResponseCode() throws IOException {
    return response().getCode();
  }

  @Override
  public String getResponseMessage() throws IOException {
    return String.valueOf(response().getReasonPhrase());
  }

  @Override
  public InputStream getInputStream() throws IOException {
    if (response().getEntity() == null) {
      return InputStream.nullInputStream();
    }
    return fetching.counted(response.getEntity().getContent());
  }

  @Override
  public OutputStream getOutputStream() {
    return body;
  }

  private ClassicHttpResponse response() throws IOException {
    if (response == null) {
      HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url.toString()));
      headers.forEach(request::setHeader);
      if (body.size() > 0) {
        String type = headers.getOrDefault("Content-Type", "application/octet-stream");
        request.setEntity(new ByteArrayEntity(body.toByteArray(), ContentType.parse(type)));
      }
      fetching.sends(request);
      response = client.executeOpen(HttpHost.create(URI.create(url.toString())), request, null);
      fetching.opened(response);
    }
    return response;
  }

  @Override
  public URL getURL() {
    return url;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    if (response != null) {
      for (Header header : response.getHeaders()) {
        fields.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
      }
    }
    return fields;
  }

  @Override
  public String getHeaderField(String name) {
    List<String> values = getHeaderFields(name);
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public List<String> getHeaderFields(String name) {
    List<String> values = new ArrayList<>();
    getHeaderFields()
        .forEach(
            (header, all) -> {
              if (header.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                values.addAll(all);
              }
            });
    return values;
  }

  @Override
  public String getContentType() {
    return getHeaderField("Content-Type");
  }

  @Override
  public int getContentLength() {
    String length = getHeaderField("Content-Length");
    return length != null && length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : -1;
  }

  @Override
  public void setRequestProperty(String name, String value) {
    if (!name.equalsIgnoreCase("Content-Length")) {
      headers.put(name, value);
    }
  }

  @Override
  public void setRequestMethod(String method) {
    this.method = method;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public void connect() throws IOException {
    response();
  }

  @Override
  public boolean usingProxy() {
    return false;
  }

  // Times, redirects and the way of sending are the client's, and its trust in servers is not to be
  // changed by a repository's configuration.

  @Override
  public void setConnectTimeout(int timeout) {}

  @Override
  public void setReadTimeout(int timeout) {}

  @Override
  public void setUseCaches(boolean use) {}

  @Override
  public void setInstanceFollowRedirects(boolean follow) {}

  @Override
  public void setDoOutput(boolean output) {}

  @Override
  public void setFixedLengthStreamingMode(int length) {}

  @Override
  public void setChunkedStreamingMode(int length) {}

  @Override
  public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {}

  @Override
  public void setHostnameVerifier(HostnameVerifier verifier) {}
}
