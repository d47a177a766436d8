package org.mcws.desk.approval;

/** What became of an answer. */
enum Effect {
  /** It was the first valid one, and decides. */
  DECIDED("decided"),
  /** It is a go to something destructive: a second person has to say so, too. */
  FIRST_OF_TWO("firstOfTwo"),
  /** The same had been decided already. */
  AGREED("agreed"),
  /** Something else had been decided: nothing is begun, and Ops look into it. */
  CONTRADICTED("contradicted"),
  /** Ops are at work on the case already, and are told. */
  NOTED("noted"),
  /** It took an answer back. */
  UNDONE("undone"),
  /** The case has ended; the answer changes nothing and is not kept. */
  TOO_LATE("tooLate");

  private final String label;

  Effect(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
