package org.mcws.desk.build;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.springframework.beans.factory.BeanFactory;

/** Lets a desk whose builds are driven by hand work on what is ordered. */
public final class BuildHands {

  private BuildHands() {}

  /** Builds what is due, one after the other, until nothing is. */
  public static void work(BeanFactory desk) {
    BuildWorker worker = desk.getBean(BuildWorker.class);
    do {
      worker.look();
      await("the builds have ended").atMost(Duration.ofMinutes(2)).until(worker::isIdle);
      worker.look();
    } while (!worker.isIdle());
  }
}
