package org.mcws.desk.platform.mesos.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.PlatformUnavailable;

/** What is read from agents, and what they get to see. */
class AgentOutputTests {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final String APP = "/xy/backup.20261128t0200z1f9c03ab";
  private static final String TASK =
      "xy_backup.20261128t0200z1f9c03ab.instance-2f2b1c1e-8d0a-4f1e-9d3b-1c2d3e4f5a6b._app.1";

  private final List<String> logins = new CopyOnWriteArrayList<>();
  private HttpServer master;
  private HttpServer agent;
  private int masterPort;
  private String agents;
  private String executors = "executors";
  private String stderr = "alas\n";

  @BeforeEach
  void start() throws IOException {
    agent = server();
    agent.createContext("/slave(1)/state", exchange -> answer(exchange, 200, state()));
    agent.createContext("/files/read", this::read);
    agents = agents(agent.getAddress().getPort());
    master = server();
    master.createContext("/api/v1", this::call);
    masterPort = master.getAddress().getPort();
  }

  private static String agents(int port) {
    return "{'agents': [{'agent_info': {'id': {'value': 'A'}}, 'pid': 'slave(1)@127.0.0.1:%d'}]}"
        .formatted(port);
  }

  private static HttpServer server() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.start();
    return server;
  }

  @AfterEach
  void stop() {
    master.stop(0);
    agent.stop(0);
  }

  @Test
  void readsTheLastOfBothStreams() {
    assertThat(output("").last(APP, 1000)).isEqualTo("one\ntwo\nthree\nalas\n");
    assertThat(output("").last(APP, 16)).isEqualTo("\ntwo\nthree\nalas\n");
    executors = "completed_executors";
    stderr = null;
    assertThat(output("").last(APP, 1000)).isEqualTo("one\ntwo\nthree\n");
  }

  @Test
  void tellsAgentsNothingOfWhatTheMastersAskFor() {
    output("").last(APP, 1000);
    assertThat(logins).containsOnly("none");
    logins.clear();

    output("reader").last(APP, 1000);
    assertThat(logins).isNotEmpty().allMatch(login -> login.startsWith("Basic "));
    assertThat(logins).doesNotContain(basic("desk", "masters"));
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void saysWhatIsLost() {
    assertThat(output("").last("/xy/other", 1000)).contains("does not know any more");
    agents = "{'agents': []}";
    assertThat(output("").last(APP, 1000)).contains("gone with the machine");
  }

  @Test
  void ofATaskItTellsTheWordsOrNothing() {
    assertThat(output("").of(TASK, 1000)).contains("one\ntwo\nthree\nalas\n");
    assertThat(output("").of(TASK + "0", 1000)).isEmpty();
    agents = "{'agents': []}";
    assertThat(output("").of(TASK, 1000)).isEmpty();
  }

  @Test
  void ofATimeItTellsOfNoTaskThatWasThereBefore() {
    Instant first = Instant.ofEpochSecond(1487594700);
    assertThat(output("").since(APP, first, 1000)).isEqualTo("one\ntwo\nthree\nalas\n");
    assertThat(output("").since(APP, first.plusSeconds(1), 1000)).isEmpty();
    assertThat(output("").since("/xy/other", first, 1000)).isEmpty();
  }

  @Test
  void anAgentThatDoesNotAnswerIsOutOfReach() {
    agent.stop(0);

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> output("").last(APP, 1000))
        .withMessageContaining("reach the Mesos agents");
  }

  @Test
  void anAgentThatAsksWhoReadsWantsAUser() {
    agent.removeContext("/files/read");
    agent.createContext("/files/read", exchange -> answer(exchange, 401, ""));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> output("").last(APP, 1000))
        .withMessageContaining("Let the user desk.mesos.agent-username read there");
  }

  /** What is asked for the output of a task, and how many requests that look alike come before. */
  enum Request {
    TASKS("POST /api/v1", 0),
    AGENTS("POST /api/v1", 1),
    STATE("GET /slave", 0),
    LENGTH_OF_ERRORS("GET /files/read", 0),
    ERRORS("GET /files/read", 1),
    LENGTH_OF_OUTPUT("GET /files/read", 2),
    OUTPUT("GET /files/read", 3);

    private final String pattern;
    private final int passing;

    Request(String pattern, int passing) {
      this.pattern = pattern;
      this.passing = passing;
    }

    boolean isForMaster() {
      return pattern.startsWith("POST");
    }
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Request.values());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("strikes")
  void overABadWireAllOfItComesOrNothing(Request request, Fault fault) {
    try (FaultProxy wire = new FaultProxy((request.isForMaster() ? master : agent).getAddress())) {
      if (request.isForMaster()) {
        masterPort = wire.port();
      } else {
        agents = agents(wire.port());
      }
      Runnable read =
          () -> assertThat(output("").last(APP, 1000)).isEqualTo("one\ntwo\nthree\nalas\n");

      // Java's client repeats what only asks.
      wire.endure(fault, request.passing, request.pattern, !request.isForMaster(), read)
          .ifPresent(
              e ->
                  assertThat(e).hasMessageMatching("(?s).*(Check|Look|It goes on|Let the desk).*"));

      read.run();
    }
  }

  private AgentOutput output(String agentUser) {
    MesosSettings settings =
        new MesosSettings(
            List.of(URI.create("http://127.0.0.1:" + masterPort)),
            "desk",
            "masters",
            agentUser,
            "agents",
            new HttpTimeouts(PATIENCE, PATIENCE),
            1);
    return new AgentOutput(settings, new OperatorApi(settings));
  }

  private void call(HttpExchange exchange) throws IOException {
    String call = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String body =
        call.contains("GET_TASKS")
            ? "{'type': 'GET_TASKS', 'get_tasks': {'completed_tasks': [{'task_id': {'value': '%s'},"
                    .formatted(TASK)
                + " 'framework_id': {'value': 'F'}, 'agent_id': {'value': 'A'},"
                + " 'statuses': [{'state': 'TASK_FAILED', 'timestamp': 1487594700.5}]}]}}"
            : "{'type': 'GET_AGENTS', 'get_agents': " + agents + "}";
    answer(exchange, 200, body);
  }

  private String state() {
    return "{'frameworks': [{'id': 'F', '%s': [{'id': '%s', 'directory': '/var/lib/mesos/x'}]}]}"
        .formatted(executors, TASK);
  }

  private void read(HttpExchange exchange) throws IOException {
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    logins.add(login == null ? "none" : login);
    String query = exchange.getRequestURI().getQuery();
    String text = query.contains("/stderr") ? stderr : "one\ntwo\nthree\n";
    if (text == null) {
      answer(exchange, 404, "");
      return;
    }
    int offset = Integer.parseInt(query.replaceFirst(".*offset=(-?\\d+).*", "$1"));
    String data = offset < 0 ? "" : text.substring(offset).replace("\n", "\\n");
    answer(
        exchange,
        200,
        "{'data': '%s', 'offset': %d}".formatted(data, offset < 0 ? text.length() : offset));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, json.length == 0 ? -1 : json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }
}
