package org.mcws.desk.settings;

/** A setting is missing, wrong or contradicts another one; the desk does not start with it. */
public class SettingProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param property the setting, as in {@code desk.database.port}
   * @param problem what is wrong with it: the rest of a sentence that begins with the property
   * @param remedy what a person should do, with an example
   */
  public SettingProblem(String property, String problem, String remedy) {
    this(property, problem, remedy, null);
  }

  public SettingProblem(String property, String problem, String remedy, Throwable cause) {
    super(property + " " + problem, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }
}
