package org.mcws.desk.sandbox.marathon;

import java.net.InetSocketAddress;
import java.util.List;

/** What a task runs. None of this takes time; what does happens meanwhile. */
interface Program {

  /** Where it answers, one address for each of its ports; none before it runs. */
  List<InetSocketAddress> addresses();

  /** Begins to start it when it is asked first, and tells how far it has come. */
  Progress progress();

  /** Whether its web server gives good answers. */
  boolean answersWell();

  /** Whether nothing becomes of it as long as nobody interferes, so that it need not be watched. */
  boolean isSteady();

  /** What it has printed until now, or the last of it; this alone may take a moment. */
  String output();

  /** Asks it to end. */
  void terminate();

  /** Whether it has ended after it was asked to. */
  boolean isGone();

  /** Ends it, and whatever is left of it. */
  void stop();

  /** Its machine can no longer be reached. */
  void loseTouch();

  /** Its machine can be reached again. */
  void comeBack();

  /**
   * How far it has come.
   *
   * @param message how it ended, empty before
   */
  record Progress(State state, String message) {

    static final Progress STARTING = new Progress(State.STARTING, "");
    static final Progress RUNNING = new Progress(State.RUNNING, "");
    static final Progress FINISHED = new Progress(State.FINISHED, "");

    static Progress failed(String message) {
      return new Progress(State.FAILED, message);
    }

    boolean hasEnded() {
      return state == State.FINISHED || state == State.FAILED;
    }

    enum State {
      STARTING,
      RUNNING,
      /** Ended by itself, and as if nothing had gone wrong. */
      FINISHED,
      FAILED
    }
  }

  /** Makes the programs of tasks. */
  @FunctionalInterface
  interface Maker {
    Program of(Task task);

    /** Whether an image takes long to start, on purpose. */
    default boolean isSlow(String image) {
      return false;
    }
  }
}
