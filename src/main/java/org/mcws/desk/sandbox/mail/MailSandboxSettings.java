package org.mcws.desk.sandbox.mail;

/**
 * Where the mail sandbox listens on loopback.
 *
 * @param apiPort port of the WebAdmin API, 0 for any free one
 * @param smtpPort port of SMTP, 0 for any free one
 * @param imapPort port of IMAP, 0 for any free one
 */
public record MailSandboxSettings(int apiPort, int smtpPort, int imapPort) {}
