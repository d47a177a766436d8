package org.mcws.desk.benchmark;

/** Measures pieces of work on one database, one after the other. */
final class Meter {

  private final Database database;

  Meter(Database database) {
    this.database = database;
  }

  /** Does the work and tells what it cost. */
  Cost cost(Runnable work) {
    Heap heap = Heap.watch();
    Database.Reading databaseBefore = database.read();
    try (ThreadCpu threads = ThreadCpu.watch()) {
      long start = System.nanoTime();
      work.run();
      double wallMs = (System.nanoTime() - start) / 1e6;
      ThreadCpu.Reading cpu = threads.read();
      Database.Reading used = database.read().minus(databaseBefore);
      return new Cost(
          wallMs,
          cpu.rest(),
          cpu.sandbox(),
          cpu.callers(),
          used.cpuMs(),
          used.transactions(),
          used.statements(),
          used.walBytes(),
          heap.peak());
    } finally {
      heap.forget();
    }
  }
}
