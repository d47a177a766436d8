package org.mcws.desk.engine;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param field where, as a JSON pointer into the variables, such as {@code /owners/0/email}
 * @param message what is wrong and what would be right, for the person who sent it
 */
public record InvalidField(String field, String message) {}
