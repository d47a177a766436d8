package org.mcws.desk.sandbox.mail;

import java.time.Instant;

/**
 * A mail that left for the outside world.
 *
 * @param recipient the envelope's recipient
 * @param subject the decoded subject, empty if there is none
 * @param text the first plain text in it, otherwise the first HTML, otherwise empty
 * @param received when the sandbox took it
 */
public record OutsideMail(String recipient, String subject, String text, Instant received) {}
