package org.mcws.desk.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.mcws.desk.sandbox.marathon.Identity;

/** A server on loopback that treats each visitor as a test wants it to. */
public final class StrangeServer implements AutoCloseable {

  private static final char[] PASSWORD = "secret".toCharArray();

  private final ServerSocket socket;
  private final Manners manners;
  private final AtomicInteger visitors = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "strange-server");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  /** What it does with a visitor; it hangs up when this is done. */
  public interface Manners {
    void meet(Socket visitor, StrangeServer server) throws IOException;
  }

  private StrangeServer(ServerSocket socket, Manners manners) {
    this.socket = socket;
    this.manners = manners;
    threads.execute(this::serve);
  }

  public static StrangeServer with(Manners manners) {
    try {
      return new StrangeServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), manners);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param versions of TLS that it speaks, such as TLSv1.3; none for all that Java speaks
   */
  public static StrangeServer overTls(Identity identity, Manners manners, String... versions) {
    try {
      SSLServerSocket socket =
          (SSLServerSocket)
              context(identity)
                  .getServerSocketFactory()
                  .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
      if (versions.length > 0) {
        socket.setEnabledProtocols(versions);
      }
      return new StrangeServer(socket, manners);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** How many have come. */
  public int visitors() {
    return visitors.get();
  }

  /** Says the same again and again, slowly, until the visitor leaves. */
  public void drip(Socket visitor, byte[] drop, int everyMillis) throws IOException {
    OutputStream out = visitor.getOutputStream();
    Future<?> dripping =
        clock.scheduleAtFixedRate(
            () -> {
              try {
                out.write(drop);
                out.flush();
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              }
            },
            0,
            everyMillis,
            TimeUnit.MILLISECONDS);
    try {
      waitUntilItLeaves(visitor);
    } finally {
      dripping.cancel(false);
    }
  }

  /** Says nothing until the visitor leaves. */
  public void waitUntilItLeaves(Socket visitor) throws IOException {
    byte[] heard = new byte[8192];
    while (visitor.getInputStream().read(heard) >= 0) {
      // Whatever it asks for.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    clock.shutdownNow();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try {
        Socket visitor = socket.accept();
        visitors.incrementAndGet();
        threads.execute(() -> meet(visitor));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void meet(Socket visitor) {
    try (visitor) {
      manners.meet(visitor, this);
    } catch (IOException gone) {
      // The visitor has left.
    }
  }

  private static SSLContext context(Identity identity) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "site", identity.key(), PASSWORD, new X509Certificate[] {identity.certificate()});
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
