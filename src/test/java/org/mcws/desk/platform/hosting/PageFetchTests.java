package org.mcws.desk.platform.hosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformUnavailable;

/** Sites are made by strangers: whatever one answers, the desk goes on soon. */
class PageFetchTests {

  @Test
  void aPageThatNeverEndsIsAPage() throws IOException {
    try (ServerSocket site =
        site("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\ntree \r\n")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30), () -> assertThat(fetch(site).status()).isEqualTo(200));
    }
  }

  @Test
  void headersThatNeverEndAreGivenUp() throws IOException {
    try (ServerSocket site = site("HTTP/1.1 200 OK\r\n", "X-Tree: pear\r\n")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> assertThatThrownBy(() -> fetch(site)).isInstanceOf(PlatformUnavailable.class));
    }
  }

  private static PageFetch.Page fetch(ServerSocket site) {
    return new PageFetch(new EdgeSettings(List.of("127.0.0.1"), site.getLocalPort()))
        .fetch("tree.example", List.of("127.0.0.1"));
  }

  /** Answers with the beginning, and then with the rest again and again. */
  private static ServerSocket site(String beginning, String rest) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    CompletableFuture.runAsync(
        () -> {
          try (Socket visitor = server.accept()) {
            OutputStream out = visitor.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.US_ASCII));
            while (true) {
              out.write(rest.getBytes(StandardCharsets.US_ASCII));
            }
          } catch (IOException e) {
            // The visitor has left.
          }
        });
    return server;
  }
}
