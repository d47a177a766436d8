package org.mcws.desk.approval;

/** Why the owners are asked just now. */
enum Because {
  /** It is the first time. */
  NEW,
  /** An owner has taken their answer back. */
  UNDONE,
  /** The date has come to which an owner wanted to wait. */
  WAITED,
  /** The date has come from which Ops wanted to ask again. */
  POSTPONED,
  /** The exemption has ended. */
  EXEMPTION_OVER,
  /** Ops have helped. */
  HELPED,
  /** Ops have looked into answers that contradict each other. */
  SETTLED,
  /** One person has said go to something destructive; another one must, too. */
  SECOND_PERSON,
  /** The answer to a part of the services has been given; these are the others. */
  PART,
  /**
   * An owner speaks before they are asked again: the answer comes at once, nobody is written to.
   */
  OWNER_SPEAKS
}
