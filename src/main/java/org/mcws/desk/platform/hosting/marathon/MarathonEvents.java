package org.mcws.desk.platform.hosting.marathon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.mcws.desk.platform.hosting.AppStirred;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;

/**
 * Listens to what happens to apps ({@code GET /v2/events}) and passes on which app it was. Marathon
 * does not keep events for whoever was away, so they only save time: nothing relies on them.
 */
final class MarathonEvents implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(MarathonEvents.class);

  private static final String TYPES =
      "?event_type=status_update_event&event_type=health_status_changed_event"
          + "&event_type=unhealthy_task_kill_event&event_type=unhealthy_instance_kill_event"
          + "&event_type=app_terminated_event";

  /** Nothing can be seen of a task yet. */
  private static final Set<String> TOO_EARLY = Set.of("TASK_STAGING", "TASK_STARTING");

  /** Marathon breaks its silence each ten seconds; after a minute it is gone. */
  private static final Timeout SILENCE = Timeout.ofMinutes(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final MarathonSettings settings;
  private final Consumer<AppStirred> listener;
  private final CloseableHttpClient http;
  private CountDownLatch stopped = new CountDownLatch(0);
  private volatile HttpGet listening;

  MarathonEvents(MarathonSettings settings, Consumer<AppStirred> listener) {
    this.settings = settings;
    this.listener = listener;
    this.http =
        HttpClients.custom()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .setUserAgent("mcws-desk")
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(SILENCE).build())
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(settings.timeouts().connect()))
                            .setSocketTimeout(SILENCE)
                            .build())
                    .build())
            .build();
  }

  @Override
  public synchronized void start() {
    stopped = new CountDownLatch(1);
    Thread thread = new Thread(this::listen, "marathon-events");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public synchronized void stop() {
    stopped.countDown();
    HttpGet now = listening;
    if (now != null) {
      now.cancel();
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private void listen() {
    Duration pause = FIRST_PAUSE;
    boolean told = false;
    try {
      do {
        try {
          hearOnce();
          pause = FIRST_PAUSE;
          told = false;
        } catch (IOException | RuntimeException deaf) {
          if (!told && isRunning()) {
            LOG.info("Marathon's events are not heard, which delays things a little: {}", deaf);
          }
          told = true;
          pause = pause.multipliedBy(2);
          pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
      } while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the stream ends, such as when another Marathon begins to lead. */
  private void hearOnce() throws IOException {
    HttpGet request =
        new HttpGet(
            URI.create(settings.url().toString().replaceFirst("/+$", "") + "/v2/events" + TYPES));
    request.setHeader(HttpHeaders.ACCEPT, MediaType.TEXT_EVENT_STREAM_VALUE);
    MarathonApi.authorization(settings)
        .ifPresent(value -> request.setHeader(HttpHeaders.AUTHORIZATION, value));
    listening = request;
    http.execute(
        request,
        response -> {
          try {
            hear(response);
          } finally {
            // Else the client would read on to the end of a stream that has none.
            request.cancel();
          }
          return null;
        });
  }

  private void hear(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200) {
      throw new IOException("it answers with status " + response.getCode());
    }
    ServerSentEvents events = new ServerSentEvents(response.getEntity().getContent());
    for (Optional<String> data = events.next();
        data.isPresent() && isRunning();
        data = events.next()) {
      data.flatMap(MarathonEvents::app).map(AppStirred::new).ifPresent(listener);
    }
  }

  private static Optional<String> app(String data) {
    try {
      JsonNode event = JSON.readTree(data);
      return Optional.of(event.path("appId").asText())
          .filter(id -> !id.isEmpty())
          .filter(id -> !TOO_EARLY.contains(event.path("taskStatus").asText()));
    } catch (JsonProcessingException garbage) {
      return Optional.empty();
    }
  }
}
