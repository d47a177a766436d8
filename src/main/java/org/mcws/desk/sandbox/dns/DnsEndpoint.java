package org.mcws.desk.sandbox.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens for queries on one port of loopback, over UDP and over TCP. */
final class DnsEndpoint implements AutoCloseable {

  private static final int LARGEST = 65_535;
  private static final int IDLE_MILLIS = 10_000;
  private static final int TRIES = 20;

  private final Responder responder;
  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final List<Thread> listeners = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** Binds at once, so that the port is known, but answers only after {@link #start}. */
  DnsEndpoint(int port, Responder responder) {
    this.responder = responder;
    try {
      ServerSocket boundTcp = null;
      DatagramSocket boundUdp = null;
      // A free TCP port may be taken for UDP.
      for (int i = 0; boundUdp == null; i++) {
        boundTcp = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        try {
          boundUdp = new DatagramSocket(boundTcp.getLocalPort(), InetAddress.getLoopbackAddress());
        } catch (IOException e) {
          boundTcp.close();
          if (port != 0 || i == TRIES) {
            throw e;
          }
        }
      }
      this.tcp = boundTcp;
      this.udp = boundUdp;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the sandbox's name server cannot listen on 127.0.0.1:" + port + ": " + e.getMessage(),
          e);
    }
  }

  void start() {
    listeners.add(thread("sandbox-dns-udp", this::answerDatagrams));
    listeners.add(thread("sandbox-dns-tcp", this::acceptConnections));
  }

  String address() {
    return "127.0.0.1:" + tcp.getLocalPort();
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
      for (Socket connection : connections) {
        connection.close();
      }
      // A port is free only after the thread that listens on it has left.
      for (Thread listener : listeners) {
        listener.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answerDatagrams() {
    DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    while (!udp.isClosed()) {
      try {
        packet.setLength(LARGEST);
        udp.receive(packet);
        Optional<byte[]> answer =
            responder.answer(Arrays.copyOf(packet.getData(), packet.getLength()), true);
        if (answer.isPresent()) {
          udp.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        // Closed, or this client has gone; the next one may be there.
      }
    }
  }

  private void acceptConnections() {
    while (!tcp.isClosed()) {
      try {
        Socket connection = tcp.accept();
        connections.add(connection);
        thread("sandbox-dns-client", () -> converse(connection));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void converse(Socket connection) {
    try (connection;
        DataInputStream in = new DataInputStream(connection.getInputStream());
        DataOutputStream out = new DataOutputStream(connection.getOutputStream())) {
      connection.setSoTimeout(IDLE_MILLIS);
      while (true) {
        byte[] query = new byte[in.readUnsignedShort()];
        in.readFully(query);
        byte[] answer = responder.answer(query, false).orElse(null);
        if (answer == null) {
          return;
        }
        byte[] framed = new byte[answer.length + 2];
        framed[0] = (byte) (answer.length >> 8);
        framed[1] = (byte) answer.length;
        System.arraycopy(answer, 0, framed, 2, answer.length);
        out.write(framed);
      }
    } catch (IOException e) {
      // The client has hung up or is idle.
    } finally {
      connections.remove(connection);
    }
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
