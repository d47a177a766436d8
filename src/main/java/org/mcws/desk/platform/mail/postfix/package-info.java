/**
 * Mail by Postfix and Dovecot, whose domains, mailboxes and aliases lie in postfixadmin's tables.
 */
package org.mcws.desk.platform.mail.postfix;
