package org.mcws.desk.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;

/**
 * Camunda alone, at its defaults, with history in full and processes that do nothing: how fast the
 * engine is without the desk. Eight clients start instances and answer whatever waits; no more than
 * 200 instances are open at a time.
 */
final class BareEngine implements AutoCloseable {

  private static final int CLIENTS = 8;
  private static final int OPEN = 200;

  private final HikariDataSource pool;
  private final ProcessEngine engine;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong ended = new AtomicLong();

  BareEngine(Database database) {
    HikariConfig connections = new HikariConfig();
    connections.setJdbcUrl(database.url());
    connections.setMaximumPoolSize(20);
    connections.setPoolName("bare");
    pool = new HikariDataSource(connections);
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName("bare");
    configuration.setDataSource(pool);
    configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
    configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
    configuration.setJobExecutorActivate(true);
    // As in the starter; the other kind needs a second connection now and then.
    configuration.setIdGenerator(new StrongUuidGenerator());
    configuration.setBeans(
        Map.of(
            "noop", (JavaDelegate) execution -> {},
            "waiting", new Waits(),
            "ended", (ExecutionListener) execution -> committed(this::end)));
    engine = configuration.buildProcessEngine();
  }

  /**
   * Runs instances of a shape for a while, and measures after a quarter of it.
   *
   * @return what one instance cost, wall time included: its inverse is the throughput
   */
  Cost measure(Shape shape, Duration window, Meter meter) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(Shape.KEY + ".bpmn", shape.model())
        .deploy();
    ExecutorService clients =
        Executors.newFixedThreadPool(
            CLIENTS, work -> new Thread(work, ThreadCpu.CALLER + "client"));
    try {
      List<Future<?>> working = new ArrayList<>();
      long over = System.nanoTime() + window.toNanos() * 5 / 4;
      for (int i = 0; i < CLIENTS; i++) {
        working.add(clients.submit(() -> work(over)));
      }
      LockSupport.parkNanos(window.toNanos() / 4);
      long before = ended.get();
      long[] after = new long[1];
      Cost cost =
          meter.cost(
              () -> {
                LockSupport.parkNanos(window.toNanos());
                after[0] = ended.get();
              });
      for (var client : working) {
        client.get();
      }
      // The clients work inside the engine: what they compute is the engine's.
      return cost.withCallersAsDesk().per(after[0] - before);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      clients.shutdownNow();
      clear();
    }
  }

  private void work(long over) {
    while (System.nanoTime() < over) {
      Runnable answer = waiting.poll();
      if (answer != null) {
        answer.run();
      } else if (open.incrementAndGet() <= OPEN) {
        engine.getRuntimeService().startProcessInstanceByKey(Shape.KEY);
      } else {
        open.decrementAndGet();
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private void end() {
    open.decrementAndGet();
    ended.incrementAndGet();
  }

  private void clear() {
    Waiting.until(
        "the bare engine's jobs end",
        () -> engine.getManagementService().createJobQuery().executable().count() == 0);
    for (var deployment : engine.getRepositoryService().createDeploymentQuery().list()) {
      engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
    }
    waiting.clear();
    open.set(0);
  }

  /** Only what is committed can be answered by somebody else. */
  private static void committed(Runnable then) {
    Context.getCommandContext()
        .getTransactionContext()
        .addTransactionListener(TransactionState.COMMITTED, context -> then.run());
  }

  /** Hands a task or a wait for a message to the clients. */
  private final class Waits implements TaskListener, ExecutionListener {

    @Override
    public void notify(org.camunda.bpm.engine.delegate.DelegateTask task) {
      String id = task.getId();
      committed(() -> waiting.add(() -> engine.getTaskService().complete(id)));
    }

    @Override
    public void notify(org.camunda.bpm.engine.delegate.DelegateExecution execution) {
      String id = execution.getId();
      committed(
          () ->
              waiting.add(
                  () -> engine.getRuntimeService().messageEventReceived("bare.message", id)));
    }
  }

  @Override
  public void close() {
    engine.close();
    pool.close();
  }
}
