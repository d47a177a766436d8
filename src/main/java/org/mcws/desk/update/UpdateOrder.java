package org.mcws.desk.update;

import java.util.Map;

/**
 * What somebody wants done.
 *
 * @param serviceId the service
 * @param image the image that is to run; null if a person is to name it
 * @param reason why, for people
 * @param subject for what it is done, such as {@code rollout/<id>}; empty if a person asks
 * @param riskClass how urgent it is
 * @param ignoreWindow whether it need not wait for the community's maintenance window
 * @param settings the revision of the service's production configuration that it is to have; null
 *     to keep what it has
 * @param insist whether it is done although the service is not well, such as to bring it back
 * @param leave whether a version that was rolled back is its author's affair, and Ops need not
 *     decide
 */
record UpdateOrder(
    String serviceId,
    String image,
    String reason,
    String subject,
    String riskClass,
    boolean ignoreWindow,
    Integer settings,
    boolean insist,
    boolean leave) {

  /** What a process is started with; nothing is checked here. */
  static UpdateOrder of(Map<String, Object> variables) {
    String image = text(variables, ServiceUpdateProcess.IMAGE);
    String riskClass = text(variables, ServiceUpdateProcess.RISK_CLASS);
    return new UpdateOrder(
        text(variables, ServiceUpdateProcess.SERVICE_ID),
        image.isEmpty() ? null : image,
        text(variables, ServiceUpdateProcess.REASON),
        text(variables, ServiceUpdateProcess.SUBJECT),
        riskClass.isEmpty() ? UpdateLimits.USUAL_CLASS : riskClass,
        Boolean.TRUE.equals(variables.get(ServiceUpdateProcess.IGNORE_WINDOW)),
        variables.get(ServiceUpdateProcess.SETTINGS) instanceof Number number
            ? number.intValue()
            : null,
        Boolean.TRUE.equals(variables.get(ServiceUpdateProcess.INSIST)),
        Boolean.TRUE.equals(variables.get(ServiceUpdateProcess.LEAVE)));
  }

  /** Whether a person asks, and no other process. */
  boolean isByHand() {
    return subject.isEmpty();
  }

  private static String text(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof String text ? text.strip() : "";
  }
}
