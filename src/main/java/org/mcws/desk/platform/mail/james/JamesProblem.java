package org.mcws.desk.platform.mail.james;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Why James said no.
 *
 * @param statusCode the HTTP status once more
 * @param type kind of problem, such as {@code InvalidArgument}
 * @param message what happened
 * @param details more of it, or null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record JamesProblem(int statusCode, String type, String message, String details) {

  String text() {
    return details == null || details.equals(message) ? message : message + " (" + details + ")";
  }
}
