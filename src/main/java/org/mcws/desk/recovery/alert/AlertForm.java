package org.mcws.desk.recovery.alert;

import java.util.List;

/** One way in which alerts are written. */
interface AlertForm {

  /** Whether the message is of this form, as far as its outline tells. */
  boolean recognises(Told message);

  /**
   * Reads a message that it recognised.
   *
   * @throws org.mcws.desk.engine.InvalidInput naming the JSON pointer of what is wrong
   */
  List<Alert> read(Told message);
}
