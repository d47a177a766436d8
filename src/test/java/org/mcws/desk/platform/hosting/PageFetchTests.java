package org.mcws.desk.platform.hosting;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.PlatformUnavailable;

/** Sites are made by strangers: whatever one answers, the desk goes on soon. */
class PageFetchTests {

  /** More than are open at the same time. */
  private static final int MANY = 250;

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

  @Test
  void manyPagesThatAreNotReadHoldNoConnection() throws IOException {
    try (ServerSocket site = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        PageFetch pages = pages(site)) {
      CompletableFuture<Integer> cut = CompletableFuture.supplyAsync(() -> unreadPages(site));
      assertTimeoutPreemptively(
          Duration.ofSeconds(30),
          () -> {
            for (int i = 0; i < MANY; i++) {
              pages.fetch("tree.example", List.of("127.0.0.1"));
            }
            assertThat(cut.join()).isEqualTo(MANY);
          });
    }
  }

  /** Promises pages that do not come, and counts the visitors that leave. */
  private static int unreadPages(ServerSocket site) {
    int left = 0;
    for (int i = 0; i < MANY; i++) {
      try (Socket visitor = site.accept()) {
        visitor
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n".getBytes(US_ASCII));
        while (visitor.getInputStream().read() >= 0) {
          // What the visitor asks for is the same for all.
        }
        left++;
      } catch (SocketException reset) {
        left++;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return left;
  }

  @Test
  void theNextAddressIsTriedWhenNothingListensAtTheFirst() throws IOException {
    try (ServerSocket site = site("HTTP/1.1 200 OK\r\n\r\n", "tree");
        PageFetch pages = pages(site)) {
      assertThat(pages.fetch("tree.example", List.of("127.0.0.2", "127.0.0.1")).status())
          .isEqualTo(200);
      assertThatThrownBy(() -> pages.fetch("tree.example", List.of("127.0.0.2")))
          .isInstanceOf(PlatformUnavailable.class)
          .hasMessageContaining("127.0.0.2");
    }
  }

  private static PageFetch.Page fetch(ServerSocket site) {
    try (PageFetch pages = pages(site)) {
      return pages.fetch("tree.example", List.of("127.0.0.1"));
    }
  }

  private static PageFetch pages(ServerSocket site) {
    return new PageFetch(
        new EdgeSettings(List.of("127.0.0.1", "127.0.0.2"), site.getLocalPort(), null, null));
  }

  /** Answers with the beginning, and then with the rest again and again. */
  private static ServerSocket site(String beginning, String rest) throws IOException {
    ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    CompletableFuture.runAsync(
        () -> {
          try (Socket visitor = server.accept()) {
            OutputStream out = visitor.getOutputStream();
            out.write(beginning.getBytes(US_ASCII));
            while (true) {
              out.write(rest.getBytes(US_ASCII));
            }
          } catch (IOException e) {
            // The visitor has left.
          }
        });
    return server;
  }
}
