package org.mcws.desk.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A bad wire to a server: what is sent over it passes as it is, but for the requests that are
 * struck.
 */
public final class FaultProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  /** Longer than anybody waits in a test for an answer, who is not to. */
  private static final long PAUSE_MILLIS = 300;

  /** For what is to end well. */
  public static final Duration PATIENT = Duration.ofSeconds(20);

  /** In how many pieces an answer drips: as many as the octets of a usual one. */
  private static final int DROPS = 500;

  /** What happens to a request. Of those marked so the server does what it is asked for. */
  public enum Fault {
    /** The answer takes its time, and comes. */
    LATE(true, true),
    /** The answer comes octet by octet, or nearly so. */
    DRIP(true, true),
    /** The connection breaks before the server hears of anything. */
    RESET(false, false),
    /** It breaks in the middle of the request. */
    CUT_REQUEST(false, false),
    /** Nobody answers, and the server has heard of nothing. */
    SILENCE(false, false),
    /**
     * Something in between says that it is not available (503), and the server has heard of
     * nothing.
     */
    UNAVAILABLE(false, false),
    /** The answer does not come. */
    LOST_ANSWER(true, false),
    /** The connection breaks when the answer is about to come. */
    RESET_ANSWER(true, false),
    /** It breaks in the middle of the answer. */
    CUT_ANSWER(true, false),
    /** The answer begins and does not go on. */
    STALLED_ANSWER(true, false),
    /** Something else comes in the answer's place. */
    GARBAGE(true, false),
    /** Something in between says that it failed (502) in the answer's place. */
    BAD_GATEWAY(true, false);

    private final boolean takesEffect;
    private final boolean isAnswered;

    Fault(boolean takesEffect, boolean isAnswered) {
      this.takesEffect = takesEffect;
      this.isAnswered = isAnswered;
    }

    /** Whether the server does what it is asked for. */
    public boolean takesEffect() {
      return takesEffect;
    }

    /** Whether a whole answer comes in the end. */
    public boolean isAnswered() {
      return isAnswered;
    }

    /**
     * How long whoever it happens to waits: not long for what never comes, and otherwise as long as
     * a busy machine may take.
     */
    public Duration patience() {
      return switch (this) {
        case SILENCE, LOST_ANSWER, STALLED_ANSWER -> Duration.ofSeconds(2);
        default -> PATIENT;
      };
    }
  }

  private final SocketAddress server;
  private final WireProtocol protocol;
  private final ServerSocketChannel door;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });

  private Fault fault;
  private Pattern struck;
  private int passing;
  private int left;

  /**
   * A wire for HTTP.
   *
   * @param server where the server is: a TCP address or a socket of this machine
   */
  public FaultProxy(SocketAddress server) {
    this(server, InetAddress.getLoopbackAddress());
  }

  /**
   * A wire for HTTP.
   *
   * @param at this machine's address at which its clients see it, if that is not loopback
   */
  public FaultProxy(SocketAddress server, InetAddress at) {
    this(server, at, new HttpProtocol());
  }

  /** A wire for anything else. */
  public FaultProxy(SocketAddress server, WireProtocol protocol) {
    this(server, InetAddress.getLoopbackAddress(), protocol);
  }

  private FaultProxy(SocketAddress server, InetAddress at, WireProtocol protocol) {
    this.server = server;
    this.protocol = protocol;
    try {
      door = ServerSocketChannel.open();
      door.bind(new InetSocketAddress(at, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** The port, on loopback unless said otherwise, that leads to the server. */
  public int port() {
    return door().getPort();
  }

  /** Host and port that lead to the server. */
  public String address() {
    return door().getAddress().getHostAddress() + ":" + port();
  }

  private InetSocketAddress door() {
    try {
      return (InetSocketAddress) door.getLocalAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A request goes wrong.
   *
   * @param after how many of them pass before
   * @param requests a regular expression for their beginning, as the protocol puts it: the method,
   *     a space and the path in HTTP
   */
  private synchronized void strike(Fault how, int after, String requests) {
    fault = how;
    struck = Pattern.compile(requests);
    passing = after;
    left = 1;
  }

  /** Each operation with each fault. */
  public static Stream<Arguments> strikes(Object... operations) {
    return Stream.of(operations)
        .flatMap(
            operation -> Stream.of(Fault.values()).map(fault -> Arguments.of(operation, fault)));
  }

  /**
   * Does something of which a request goes wrong: it ends well if the answer comes, and otherwise
   * says that the server is not to be reached.
   *
   * @param repeats whether its client may ask again by itself, so that it ends well in any case
   * @return what it said; empty if it ended well
   */
  public Optional<PlatformUnavailable> endure(
      Fault how, String requests, boolean repeats, Runnable action) {
    return endure(how, 0, requests, repeats, action);
  }

  /**
   * The same with a later one of the requests that look alike.
   *
   * @param passing how many of them pass before
   */
  public Optional<PlatformUnavailable> endure(
      Fault how, int passing, String requests, boolean repeats, Runnable action) {
    strike(how, passing, requests);
    Optional<PlatformUnavailable> said = Optional.empty();
    try {
      action.run();
    } catch (PlatformUnavailable e) {
      said = Optional.of(e);
    }
    assertThat(hasStruck()).as("there is such a request; it ended with %s", said).isTrue();
    if (how.isAnswered()) {
      assertThat(said).isEmpty();
    } else if (!repeats) {
      assertThat(said).isPresent();
    }
    said.ifPresent(e -> assertThat(e).hasMessageContaining(address()));
    return said;
  }

  private synchronized boolean hasStruck() {
    return left == 0;
  }

  private synchronized Fault next(String request) {
    if (left > 0 && struck.matcher(request).lookingAt() && passing-- == 0) {
      left--;
      return fault;
    }
    return null;
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        Wire wire = new Wire(door.accept());
        threads.execute(wire::toServer);
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  /** A connection, whose requests come one after the other. */
  private final class Wire {

    private final SocketChannel client;
    private SocketChannel target;
    private volatile Fault now;
    private volatile byte[] asked = {};

    Wire(SocketChannel client) {
      this.client = client;
    }

    void toServer() {
      try {
        target =
            SocketChannel.open(
                server instanceof UnixDomainSocketAddress
                    ? StandardProtocolFamily.UNIX
                    : StandardProtocolFamily.INET);
        target.connect(server);
        threads.execute(this::toClient);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (client.read(buffer.clear()) >= 0) {
          buffer.flip();
          byte[] octets = octets(buffer);
          protocol
              .request(octets)
              .ifPresent(
                  request -> {
                    asked = octets;
                    now = next(request);
                  });
          pass(buffer);
        }
        target.shutdownOutput();
      } catch (IOException e) {
        end();
      }
    }

    private void pass(ByteBuffer request) throws IOException {
      if (now == Fault.SILENCE) {
        return;
      }
      if (now == Fault.RESET) {
        reset();
      } else if (now == Fault.UNAVAILABLE) {
        answer(protocol.unavailable(asked));
      } else if (now == Fault.CUT_REQUEST) {
        write(target, request.limit(request.limit() / 2));
        reset();
      } else {
        write(target, request);
      }
    }

    private void toClient() {
      try {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (target.read(buffer.clear()) >= 0) {
          buffer.flip();
          giveBack(buffer);
        }
        // A server that hangs up after its answer would give away that there was one.
        if (now != Fault.LOST_ANSWER && now != Fault.STALLED_ANSWER) {
          client.shutdownOutput();
        }
      } catch (IOException e) {
        end();
      }
    }

    private void giveBack(ByteBuffer answer) throws IOException {
      if (now == null) {
        write(client, answer);
        return;
      }
      switch (now) {
        case LOST_ANSWER -> {
          // It stays unsaid.
        }
        case RESET_ANSWER -> reset();
        case CUT_ANSWER -> {
          write(client, answer.limit(Math.max(1, answer.limit() / 2)));
          reset();
        }
        case STALLED_ANSWER -> {
          write(client, answer.limit(Math.max(1, answer.limit() / 2)));
          now = Fault.LOST_ANSWER;
        }
        case GARBAGE -> answer(protocol.garbage());
        case BAD_GATEWAY -> answer(protocol.failed(asked));
        case LATE -> {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
          write(client, answer);
        }
        case DRIP -> {
          // A long one in larger pieces, so that it is through before anybody's patience ends.
          int piece = 1 + answer.remaining() / DROPS;
          while (answer.hasRemaining()) {
            byte[] octets = new byte[Math.min(piece, answer.remaining())];
            answer.get(octets);
            write(client, ByteBuffer.wrap(octets));
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
          }
        }
        default -> write(client, answer);
      }
    }

    private void answer(byte[] octets) throws IOException {
      write(client, ByteBuffer.wrap(octets));
      client.shutdownOutput();
      target.close();
    }

    private void reset() throws IOException {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      end();
    }

    private void end() {
      try {
        client.close();
        if (target != null) {
          target.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static byte[] octets(ByteBuffer buffer) {
    byte[] octets = new byte[buffer.remaining()];
    buffer.duplicate().get(octets);
    return octets;
  }

  private static void write(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
