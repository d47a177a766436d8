package org.mcws.desk.benchmark;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Collections;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final AtomicInteger toStart = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

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
   * Runs so many instances of a shape, after a quarter of them to get warm.
   *
   * @return what one instance cost, wall time included: its inverse is the throughput
   */
  Cost measure(Shape shape, int instances, Meter meter) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(Shape.KEY + ".bpmn", shape.model())
        .deploy();
    run(instances / 4);
    Cost cost = meter.cost(() -> run(instances));
    clear();
    // The clients work inside the engine: what they compute is the engine's.
    return cost.withCallersAsDesk().per(instances);
  }

  private void run(int instances) {
    toStart.set(instances);
    ended.set(0);
    Crowd.does("client", CLIENTS, Collections.nCopies(CLIENTS, () -> work(instances)));
  }

  private void work(int instances) {
    while (ended.get() < instances) {
      Runnable answer = waiting.poll();
      if (answer != null) {
        answer.run();
      } else if (open.incrementAndGet() <= OPEN && toStart.getAndDecrement() > 0) {
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
    for (var deployment : engine.getRepositoryService().createDeploymentQuery().list()) {
      engine.getRepositoryService().deleteDeployment(deployment.getId(), true);
    }
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
