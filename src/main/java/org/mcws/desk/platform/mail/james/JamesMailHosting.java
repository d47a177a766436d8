package org.mcws.desk.platform.mail.james;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailLogin;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Mail hosting on Apache James 3.8 by its WebAdmin API. Existence is asked with GET, because James
 * answers 200 to a HEAD for anything.
 *
 * @see <a href="https://james.apache.org/server/manage-webadmin.html">WebAdmin</a>
 */
@ConditionalOnProperty(name = "desk.mail.server", havingValue = "james", matchIfMissing = true)
@Component
public class JamesMailHosting implements MailHosting {

  private static final TypeReference<List<User>> USERS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final long MIB = 1024L * 1024;

  private final JamesWebAdmin webAdmin;
  private final JamesAliases aliases;

  public JamesMailHosting(JamesSettings settings) {
    webAdmin = new JamesWebAdmin(settings);
    aliases = new JamesAliases(webAdmin);
  }

  @Override
  public boolean hasDomain(String domain) {
    JamesAnswer answer = webAdmin.get(domainPath(domain));
    if (answer.saysAbsent("The domain list does not contain")) {
      return false;
    }
    answer.expectDoneOr("mailDomainRefused", "the name of the domain " + domain);
    return true;
  }

  @Override
  public void ensureDomain(String domain) {
    webAdmin
        .put(domainPath(domain))
        .expectDoneOr("mailDomainRefused", "to serve the domain " + domain);
  }

  @Override
  public boolean hasMailbox(String address) {
    JamesAnswer answer = webAdmin.get(quotaPath(address));
    if (answer.saysAbsent("User not found")) {
      return false;
    }
    answer.value(OBJECT);
    return true;
  }

  @Override
  public void ensureMailbox(String address, int quotaMiB) {
    JamesAnswer answer = webAdmin.put(userPath(address), new Password(MailLogin.randomPassword()));
    if (!answer.isConflict() || !hasMailbox(address)) {
      answer.expectDoneOr("mailboxRefused", "to make the mailbox " + address);
    }
    webAdmin
        .put(quotaPath(address) + "/size", quotaMiB * MIB)
        .expectDoneOr("mailboxRefused", "a quota of " + quotaMiB + " MiB for " + address);
  }

  @Override
  public void setPassword(String address, String password) {
    if (!hasMailbox(address)) {
      throw new PlatformRefusal(
          "mailboxRefused", "There is no mailbox " + address + " whose password could be set.");
    }
    webAdmin
        .put(userPath(address) + "?force", new Password(password))
        .expectDoneOr("mailboxRefused", "to set the password of " + address);
  }

  @Override
  public void ensureAlias(String alias, Set<String> targets) {
    if (targets.isEmpty()) {
      throw new PlatformRefusal(
          "aliasRefused", "The alias " + alias + " needs at least one address to send mail to.");
    }
    if (hasMailbox(alias)) {
      throw new PlatformRefusal(
          "aliasRefused",
          "%s is a mailbox. Choose another address for the alias or remove the mailbox first."
              .formatted(alias));
    }
    aliases.ensure(alias, targets);
  }

  @Override
  public List<Alias> aliasesOf(String domain) {
    return aliases.ofDomain(domain);
  }

  @Override
  public List<String> mailboxesOf(String domain) {
    return webAdmin.get("/users").value(USERS).stream()
        .map(User::username)
        .filter(user -> user.endsWith("@" + domain))
        .sorted()
        .toList();
  }

  @Override
  public void removeAlias(String alias) {
    aliases.removeAlias(alias);
  }

  /** Removes the user last, because James finds the mail no more once the user is gone. */
  @Override
  public void removeMailbox(String address) {
    if (hasMailbox(address)) {
      aliases.removeAll(address);
      JamesAnswer mail = webAdmin.delete(userPath(address) + "/mailboxes");
      if (!mail.saysAbsent("Invalid delete on user mailboxes")) {
        mail.expectDone();
      }
      webAdmin.delete(userPath(address)).expectDone();
    }
  }

  @Override
  public void removeDomain(String domain) {
    aliases
        .table(domain)
        .forEach((source, all) -> all.forEach(mapping -> aliases.remove(source, mapping)));
    mailboxesOf(domain).forEach(this::removeMailbox);
    webAdmin
        .delete(domainPath(domain))
        .expectDoneOr("mailDomainRefused", "to remove the domain " + domain);
    if (!aliases.table(domain).isEmpty() || !mailboxesOf(domain).isEmpty()) {
      throw new PlatformUnavailable(
          "The mail server still has addresses in %s after they were removed: somebody else may be"
                  .formatted(domain)
              + " adding some. Find out who, then let the desk try again.");
    }
  }

  private static String domainPath(String domain) {
    return "/domains/" + JamesWebAdmin.segment(domain);
  }

  private static String userPath(String address) {
    return "/users/" + JamesWebAdmin.segment(address);
  }

  private static String quotaPath(String address) {
    return "/quota/users/" + JamesWebAdmin.segment(address);
  }

  private record User(String username) {}

  private record Password(String password) {

    /** Never the password. */
    @Override
    public String toString() {
      return "Password[***]";
    }
  }
}
