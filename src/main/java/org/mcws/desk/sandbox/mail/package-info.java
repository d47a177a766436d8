/**
 * A mail server that speaks Apache James 3.8's WebAdmin, SMTP and IMAP, and lets people read what
 * the desk sends to the outside world.
 */
package org.mcws.desk.sandbox.mail;
