package org.mcws.desk.sandbox.marathon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.mcws.desk.sandbox.Faults;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.SandboxServer;
import org.mcws.desk.sandbox.consul.HostRule;
import org.slf4j.LoggerFactory;

/**
 * The hosting platform of the sandbox: Marathon, a Mesos master with its agents, and the edge
 * through which visitors reach the sites. Its tasks are web servers on loopback, or containers,
 * that start anew when the sandbox does.
 *
 * <p>Faults strike Marathon and Mesos, not the sites and not the event stream.
 */
public final class MarathonSandbox implements SandboxServer {

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** How many times as long as a start a job takes that is only pretended. */
  private static final int JOB_STARTS = 2;

  /** A label may hold anything, and only some of it becomes a file's name. */
  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

  private final Faults faults = new Faults();
  private final EventStream events = new EventStream(HEARTBEAT);
  private final ScheduledExecutorService clock;
  private final Duration tick;
  private final TaskPorts tasks = new TaskPorts();
  private final Containers containers;
  private final Cluster cluster;
  private final HttpEndpoint marathon;
  private final HttpEndpoint mesos;
  private final SandboxAuthority authority;
  private final SiteCertificates certificates;
  private final Edge edge;

  /**
   * Takes its ports at once.
   *
   * @param folder where it keeps its apps across restarts
   */
  public MarathonSandbox(MarathonSandboxSettings settings, Path folder) {
    this(settings, folder, null);
  }

  /**
   * The same with containers in the place of web servers of its own.
   *
   * @param containers what runs them, and ends with this; null for none
   */
  public MarathonSandbox(MarathonSandboxSettings settings, Path folder, Containers containers) {
    Store store = new Store(folder);
    this.containers = containers;
    Program.Maker programs =
        containers == null
            ? new PretendedProgram.Maker(tasks, settings.startTime().multipliedBy(JOB_STARTS))
            : containers::of;
    this.cluster = new Cluster(settings, store, events, programs);
    this.marathon = new HttpEndpoint("sandbox-marathon", settings.marathonPort(), faults);
    this.mesos = new HttpEndpoint("sandbox-mesos", settings.mesosPort(), faults);
    this.authority = new SandboxAuthority(folder.resolve("tls"));
    this.certificates = new SiteCertificates(authority, folder.resolve("tls/sites"));
    this.edge =
        new Edge(
            settings.edgePort(),
            settings.edgeTlsPort(),
            EdgeKeys.context(certificates, this::isServed),
            cluster);
    this.tick = Duration.ofMillis(Math.max(5, Math.min(100, settings.startTime().toMillis() / 8)));
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "sandbox-marathon-clock");
              thread.setDaemon(true);
              return thread;
            });
    AppView view = new AppView(cluster);
    Routes routes = new Routes(marathon, cluster, settings.authorization());
    new AppApi(cluster, new AppRules(settings.hasNetworks()), view).mount(routes);
    new TaskApi(cluster).mount(routes);
    new DeploymentApi(cluster, view).mount(routes);
    new InfoApi(settings, cluster, view, events, marathon.port()).mount(routes);
    marathon.raw("/v2/events", events::serve);
    new MesosApi(cluster, new Maintenance(cluster, store), mesos.port()).mount(mesos);
    new AgentApi(cluster).mount(mesos);
  }

  /**
   * @param listener gets the image of each task that starts to run, as a registry would be asked
   */
  public void onPull(Consumer<String> listener) {
    cluster.onPull(listener);
  }

  /**
   * @param rules what Consul says about a host name
   */
  public void hostRules(Function<String, Set<HostRule>> rules) {
    synchronized (cluster) {
      cluster.hosts().follow(rules);
    }
  }

  @Override
  public String name() {
    return "marathon";
  }

  @Override
  public void start() {
    marathon.start();
    mesos.start();
    edge.start();
    tasks.start();
    clock.scheduleWithFixedDelay(this::tick, 0, tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("marathon", marathon.url());
    addresses.put("mesos", mesos.url());
    addresses.put("sites", "http://127.0.0.1:" + edge.port());
    addresses.put("sitesTls", "https://127.0.0.1:" + edge.tlsPort());
    return addresses;
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of(
        "desk.hosting.marathon.url", marathon.url(),
        "desk.mesos.urls", mesos.url(),
        "desk.hosting.edge.addresses", "127.0.0.1",
        "desk.hosting.edge.port", edge.port(),
        "desk.hosting.edge.tls-port", edge.tlsPort(),
        "desk.hosting.edge.trusted-certificates", authority.file().toString());
  }

  @Override
  public Faults faults() {
    return faults;
  }

  /** The ids of the tasks that an app has now. */
  public List<String> tasks(String appId) {
    synchronized (cluster) {
      return cluster.find(appId).stream()
          .flatMap(app -> app.tasks().stream())
          .map(Task::id)
          .toList();
    }
  }

  /**
   * Lets a task die with TASK_FAILED, as if its program had crashed; Marathon starts another.
   *
   * @return false if there is no such task
   */
  public boolean killTask(String taskId) {
    synchronized (cluster) {
      var task = cluster.task(taskId);
      task.ifPresent(one -> cluster.fail(one, "Container exited with status 137"));
      return task.isPresent();
    }
  }

  /**
   * Lets all tasks of an app die with TASK_FAILED; Marathon starts others.
   *
   * @return the ids of those that died
   * @throws IllegalArgumentException if there is no such app
   */
  public List<String> killTasks(String appId) {
    synchronized (cluster) {
      app(appId);
      return tasks(appId).stream().filter(this::killTask).toList();
    }
  }

  /**
   * Cuts an agent off: its tasks become unreachable and are started elsewhere. Does nothing if it
   * is cut off already.
   *
   * @param hostname {@code agent-1} and so on
   * @throws IllegalArgumentException if there is no such agent
   */
  public void loseAgent(String hostname) {
    synchronized (cluster) {
      Agent agent = agent(hostname);
      if (!agent.isLost()) {
        cluster.lose(agent);
      }
    }
  }

  /** Connects an agent again; those of its tasks that were not given up run once more. */
  public void returnAgent(String hostname) {
    synchronized (cluster) {
      cluster.comeBack(agent(hostname));
    }
  }

  /** Runs a task of another framework on an agent, until the agent is shut down. */
  public void runOtherTask(String hostname, String taskId) {
    synchronized (cluster) {
      agent(hostname).otherTasks().add(taskId);
    }
  }

  /**
   * Makes all tasks of an app answer 500 and fail their health checks, or ends that.
   *
   * @throws IllegalArgumentException if there is no such app
   */
  public void markUnhealthy(String appId, boolean unhealthy) {
    synchronized (cluster) {
      cluster.markUnhealthy(app(appId), unhealthy);
    }
  }

  /**
   * Gives a site a certificate that ends then, in the past or the future, and is not renewed.
   *
   * @throws IllegalArgumentException if there is no such site
   */
  public void endCertificate(String host, Instant at) {
    certificates.end(served(host), at);
  }

  /**
   * Gives a site a certificate for 90 days, and from then on renews it in time.
   *
   * @return when it ends
   * @throws IllegalArgumentException if there is no such site
   */
  public Instant renewCertificate(String host) {
    return certificates.renew(served(host)).certificate().getNotAfter().toInstant();
  }

  private String served(String host) {
    if (!isServed(host)) {
      throw new IllegalArgumentException("no site " + host);
    }
    return host;
  }

  private boolean isServed(String host) {
    synchronized (cluster) {
      return HOST_NAME.matcher(host).matches() && !cluster.hosts().serving(host).isEmpty();
    }
  }

  /** A tick that fails must not be the last one. */
  private void tick() {
    try {
      cluster.tick();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(MarathonSandbox.class).error("the sandbox's Marathon stumbled", e);
    }
  }

  private RunningApp app(String id) {
    return cluster.find(id).orElseThrow(() -> new IllegalArgumentException("no app " + id));
  }

  private Agent agent(String hostname) {
    return cluster.agents().stream()
        .filter(agent -> agent.hostname().equals(hostname))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no agent " + hostname));
  }

  @Override
  public void close() {
    clock.shutdown();
    events.endAll();
    marathon.close();
    mesos.close();
    edge.close();
    cluster.stop();
    tasks.close();
    if (containers != null) {
      containers.close();
    }
  }
}
