package org.mcws.desk.sandbox;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.mcws.desk.settings.SettingProblem;

/**
 * A port that a setting chose.
 *
 * @param property the setting
 * @param number the port, 0 for any free one
 * @param udp whether it is used for UDP besides TCP
 */
record SandboxPort(String property, int number, boolean udp) {

  static SandboxPort tcp(String property, int number) {
    return new SandboxPort("desk.sandbox." + property, number, false);
  }

  static SandboxPort tcpAndUdp(String property, int number) {
    return new SandboxPort("desk.sandbox." + property, number, true);
  }

  /**
   * @throws SettingProblem if somebody else listens there
   */
  void requireFree() {
    if (number == 0) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), number);
    try (ServerSocket tcp = new ServerSocket()) {
      tcp.bind(address);
      if (udp) {
        new DatagramSocket(address).close();
      }
    } catch (IOException e) {
      throw new SettingProblem(
          property,
          "is " + number + ", but the port is taken: " + e.getMessage() + ".",
          "End the program that listens there, or choose another port; "
              + property
              + "=0 takes any free one.",
          e);
    }
  }
}
