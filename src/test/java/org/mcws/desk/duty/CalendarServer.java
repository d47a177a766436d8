package org.mcws.desk.duty;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** The server of a calendar, as a test wants it to behave. */
final class CalendarServer {

  static final String SECRET = "private-0a1b2c";
  private static final String PATH = "/" + SECRET + "/ops.ics";

  private final HttpServer server;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile HttpHandler behaviour = exchange -> answer(exchange, 200, empty());

  CalendarServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "calendar");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          try (exchange) {
            behaviour.handle(exchange);
          }
        });
    server.start();
  }

  /** Where the calendar is. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  /** What it was asked for since it was given this behaviour. */
  List<String> asked() {
    return asked;
  }

  void behave(HttpHandler handler) {
    asked.clear();
    behaviour = handler;
  }

  /** Gives this calendar to everybody. */
  void give(String calendar) {
    behave(exchange -> answer(exchange, 200, calendar));
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/calendar; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** A calendar with an event a line: its id, start, end and title, in UTC. */
  static String calendar(String... events) {
    StringBuilder file = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n");
    for (String event : events) {
      String[] parts = event.split(" ", 4);
      file.append("BEGIN:VEVENT\r\nUID:").append(parts[0]);
      file.append("\r\nDTSTART:").append(parts[1]).append("\r\nDTEND:").append(parts[2]);
      file.append("\r\nSUMMARY:").append(parts[3]).append("\r\nEND:VEVENT\r\n");
    }
    return file.append("END:VCALENDAR\r\n").toString();
  }

  static String empty() {
    return calendar();
  }

  /** A whole calendar that is longer than any that the desk reads. */
  static String huge() {
    return calendar(
        IntStream.range(0, 4_000)
            .mapToObj(i -> i + " 20261201T100000Z 20261201T110000Z " + "x".repeat(2_500))
            .toArray(String[]::new));
  }

  static String sample(String name) {
    try {
      return Files.readString(Path.of("src/test/resources/duty", name)).replace("\n", "\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
