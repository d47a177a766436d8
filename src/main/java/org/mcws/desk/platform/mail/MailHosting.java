package org.mcws.desk.platform.mail;

import java.util.List;
import java.util.Set;

/**
 * The mail server of the communities. Every operation may be repeated. All throw {@link
 * org.mcws.desk.platform.PlatformUnavailable} when the server gives no usable answer and {@link
 * org.mcws.desk.platform.PlatformRefusal} when it says no. Addresses and domains are lower-case;
 * domains in A-label form.
 */
public interface MailHosting {

  /** Whether the server takes mail for this domain. */
  boolean hasDomain(String domain);

  /**
   * Makes the server take mail for the domain.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code mailDomainRefused} if the server rejects
   *     the name
   */
  void ensureDomain(String domain);

  /** Whether this mailbox exists. */
  boolean hasMailbox(String address);

  /**
   * Makes the mailbox exist. A new one gets a random password that nobody knows; {@link
   * #setPassword} gives it one that somebody does. An existing mailbox keeps its password.
   *
   * @param quotaMiB how much mail it may hold, in MiB
   * @throws org.mcws.desk.platform.PlatformRefusal {@code mailboxRefused} if the server rejects the
   *     address, for instance because its domain is not served
   */
  void ensureMailbox(String address, int quotaMiB);

  /** Gives an existing mailbox this password. It is never logged nor part of an error text. */
  void setPassword(String address, String password);

  /**
   * Makes mail to the alias reach exactly these addresses, on this server or elsewhere.
   *
   * @throws org.mcws.desk.platform.PlatformRefusal {@code aliasRefused} if the address is a mailbox
   *     or would make a loop
   */
  void ensureAlias(String alias, Set<String> targets);

  /** The aliases of a domain; empty if it has none or is not served. */
  List<Alias> aliasesOf(String domain);

  /** The mailboxes of a domain; empty if it has none or is not served. */
  List<String> mailboxesOf(String domain);

  /** Removes the alias; does nothing if it is not there. */
  void removeAlias(String alias);

  /** Removes the mailbox and its mail; does nothing if it is not there. */
  void removeMailbox(String address);

  /**
   * Removes the domain with all that is in it: its aliases and mailboxes first, because a mail
   * server may keep them when only the domain goes. Does nothing if it is not there.
   */
  void removeDomain(String domain);

  /**
   * @param address the alias
   * @param targets where its mail goes
   */
  record Alias(String address, Set<String> targets) {

    public Alias {
      targets = Set.copyOf(targets);
    }
  }
}
