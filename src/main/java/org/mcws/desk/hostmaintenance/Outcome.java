package org.mcws.desk.hostmaintenance;

/** What a look at the machine and at the app under way has shown. */
enum Outcome {
  /** It is the next app's turn. */
  NEXT,
  /** What is under way needs more time. */
  NOT_YET,
  /** Nothing is left to do here. */
  CLEAR,
  /** It has taken too long, or cannot be done: Ops decide. */
  STUCK
}
