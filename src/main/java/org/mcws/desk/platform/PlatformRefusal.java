package org.mcws.desk.platform;

/**
 * The platform understood the request and said no: a name is taken, a quota is full, a value is not
 * allowed. Asking again changes nothing until a person acts, so a process handles it as a BPMN
 * error instead of retrying.
 */
public class PlatformRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code what was refused, as a BPMN error code in camelCase, such as {@code hostNameTaken}
   * @param message what happened and what a person can do about it, without secrets
   */
  public PlatformRefusal(String code, String message) {
    super(message);
    this.code = code;
  }

  /** What was refused, as a BPMN error code in camelCase. */
  public String code() {
    return code;
  }
}
