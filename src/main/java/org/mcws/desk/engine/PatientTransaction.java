package org.mcws.desk.engine;

import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A transaction for work that is right whatever others do in the same moment, a timer of the same
 * instance for example: if one of them was faster, the work is done again on what they have left.
 * Whoever must look at it first uses an ordinary transaction.
 */
@Component
public class PatientTransaction {

  private static final int TRIES = 5;

  private final TransactionTemplate transaction;

  PatientTransaction(TransactionTemplate transaction) {
    this.transaction = transaction;
  }

  /** As {@link #get}, for work without a result. */
  public void run(Runnable work) {
    get(
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Does the work in a transaction, or as a part of the one that is there, which its owner may try
   * again.
   *
   * @throws RuntimeException that of the last try, if others were faster five times
   */
  public <T> T get(Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return work.get();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.execute(status -> work.get());
      } catch (ConcurrencyFailureException
          | OptimisticLockingException
          // So the engine names, among others, an execution that has got a child meanwhile.
          | ProcessEnginePersistenceException
          | DataIntegrityViolationException overtaken) {
        if (attempt == TRIES) {
          throw overtaken;
        }
      }
    }
  }
}
