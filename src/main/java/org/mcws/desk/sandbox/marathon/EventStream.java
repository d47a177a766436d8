package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * {@code GET /v2/events}: server-sent events without ids, so nothing can be resumed; bare line
 * breaks tell that the stream is alive. A reader that falls too far behind is cut off.
 */
final class EventStream {

  private static final int MAX_OUTSTANDING = 1024;
  private static final Frame END = new Frame("", "");

  private final Duration heartbeat;
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  EventStream(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  /**
   * @param event its own fields; asked for only if somebody listens
   */
  void publish(String type, Supplier<ObjectNode> event) {
    if (subscribers.isEmpty()) {
      return;
    }
    ObjectNode fields = event.get();
    fields.put("eventType", type).put("timestamp", Timestamps.text(Instant.now()));
    Frame frame = new Frame(type, fields.toString());
    for (Subscriber subscriber : subscribers) {
      if (!subscriber.offer(frame)) {
        subscribers.remove(subscriber);
      }
    }
  }

  /** Ends all streams, as Marathon does when its leader changes. */
  void endAll() {
    for (Subscriber subscriber : subscribers) {
      subscriber.end();
    }
    subscribers.clear();
  }

  void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String accept = exchange.getRequestHeaders().getFirst("Accept");
      if (accept == null || !accept.contains("text/event-stream")) {
        byte[] page = "<html><body>HTTP ERROR 405</body></html>".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(405, page.length);
        exchange.getResponseBody().write(page);
        return;
      }
      Subscriber subscriber = new Subscriber(types(exchange.getRequestURI().getRawQuery()));
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      // First: whoever has got the headers misses nothing from then on.
      subscribers.add(subscriber);
      try {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        publish(
            "event_stream_attached",
            () -> Json.object().put("remoteAddress", exchange.getRemoteAddress().getHostString()));
        pump(subscriber, exchange.getResponseBody());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        subscribers.remove(subscriber);
      }
    }
  }

  private void pump(Subscriber subscriber, OutputStream out)
      throws IOException, InterruptedException {
    while (true) {
      Frame frame = subscriber.next(heartbeat);
      if (frame == END) {
        return;
      }
      String text =
          frame == null ? "\r\n" : "event: " + frame.type + "\r\ndata: " + frame.data + "\r\n\r\n";
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private static Set<String> types(String query) {
    return query == null
        ? Set.of()
        : Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith("event_type="))
            .map(pair -> URLDecoder.decode(pair.substring(11), StandardCharsets.UTF_8))
            .collect(Collectors.toSet());
  }

  private record Frame(String type, String data) {}

  private static final class Subscriber {

    private final Set<String> types;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>(MAX_OUTSTANDING);

    Subscriber(Set<String> types) {
      this.types = types;
    }

    /**
     * @return false if it was cut off, having read too slowly
     */
    boolean offer(Frame frame) {
      if (!types.isEmpty() && !types.contains(frame.type)) {
        return true;
      }
      boolean taken = frames.offer(frame);
      if (!taken) {
        end();
      }
      return taken;
    }

    void end() {
      frames.clear();
      frames.add(END);
    }

    Frame next(Duration patience) throws InterruptedException {
      return frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
