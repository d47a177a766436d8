package org.mcws.desk.platform.mail.postfix;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.mail.MailHosting;
import org.mcws.desk.platform.mail.MailLogin;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Mail hosting by the tables of postfixadmin, from version 3 on: Postfix and Dovecot ask them at
 * each mail and login, so a change holds at once. As postfixadmin has it, each mailbox also has a
 * row among the aliases that names itself.
 *
 * <p>Whoever changes aliases or mailboxes holds the table of aliases, so that two at once can make
 * neither an alias out of a mailbox nor a circle.
 */
final class PostfixMailHosting implements MailHosting, AutoCloseable {

  private static final long MIB = 1024L * 1024;
  private static final int SALT_BYTES = 12;
  private static final int NAME_BYTES = 4;

  /** Twenty times the default of 2007. */
  private static final String ROUNDS = "$6$rounds=100000$";

  private final SecureRandom random = new SecureRandom();
  private final MailTables tables;
  private final Doveadm doveadm;

  PostfixMailHosting(MailTables tables, Doveadm doveadm) {
    this.tables = tables;
    this.doveadm = doveadm;
  }

  @Override
  public boolean hasDomain(String domain) {
    return tables.work(database -> has(database, "domain", "domain", domain));
  }

  @Override
  public void ensureDomain(String domain) {
    if (!Address.isDomain(domain)) {
      throw refused(
          "mailDomainRefused",
          domain + " is no name for a mail domain: use one such as hispano.example.org.");
    }
    boolean served =
        tables.work(
            database -> {
              database
                  .sql(
                      """
                      insert into domain (domain, description, transport)
                      values (:domain, 'MCWS Desk', 'virtual') on conflict do nothing
                      """)
                  .param("domain", domain)
                  .update();
              return isServed(database, domain);
            });
    if (!served) {
      throw refused(
          "mailDomainRefused",
          "The domain "
              + domain
              + " is switched off on the mail server, or only a backup: change that in"
              + " postfixadmin.");
    }
  }

  @Override
  public boolean hasMailbox(String address) {
    return tables.work(database -> has(database, "mailbox", "username", address));
  }

  @Override
  public void ensureMailbox(String address, int quotaMiB) {
    Address parts =
        Address.parse(address)
            .orElseThrow(
                () -> refused("mailboxRefused", address + " is no address for a mailbox."));
    String password = hash(MailLogin.randomPassword());
    // Another one of the same name, later, finds nothing of this one there.
    String maildir = "%s/%s-%s/".formatted(parts.domain(), parts.local(), randomName());
    tables.work(
        database -> {
          requireServed(database, parts, "mailboxRefused");
          lockAliases(database);
          boolean there = has(database, "mailbox", "username", address);
          if (!there && has(database, "alias", "address", address)) {
            throw refused(
                "mailboxRefused",
                address + " is an alias. Choose another address or remove the alias first.");
          }
          database
              .sql(
                  """
                  insert into mailbox (username, password, name, maildir, quota, local_part, domain)
                  values (:address, :password, '', :maildir, :quota, :local, :domain)
                  on conflict (username) do update set quota = excluded.quota, modified = now()
                    where mailbox.quota <> excluded.quota
                  """)
              .param("address", address)
              .param("password", password)
              .param("maildir", maildir)
              .param("local", parts.local())
              .param("domain", parts.domain())
              .param("quota", quotaMiB * MIB)
              .update();
          // Whoever looks after the server may have made this one lead elsewhere, too.
          database
              .sql(
                  """
                  insert into alias (address, goto, domain) values (:address, :address, :domain)
                  on conflict do nothing
                  """)
              .param("address", address)
              .param("domain", parts.domain())
              .update();
          requireActive(database, "mailbox", "username", address, "mailboxRefused");
          requireActive(database, "alias", "address", address, "mailboxRefused");
          return null;
        });
  }

  @Override
  public void setPassword(String address, String password) {
    String hash = hash(password);
    int changed =
        tables.work(
            database ->
                database
                    .sql(
                        "update mailbox set password = :password, modified = now()"
                            + " where username = :address")
                    .param("password", hash)
                    .param("address", address)
                    .update());
    if (changed == 0) {
      throw refused(
          "mailboxRefused", "There is no mailbox " + address + " whose password could be set.");
    }
  }

  @Override
  public void ensureAlias(String alias, Set<String> targets) {
    Address parts =
        Address.parse(alias)
            .orElseThrow(() -> refused("aliasRefused", alias + " is no address for an alias."));
    if (targets.isEmpty()) {
      throw refused(
          "aliasRefused", "The alias " + alias + " needs at least one address to send mail to.");
    }
    for (String target : targets) {
      if (Address.parse(target).isEmpty()) {
        throw refused(
            "aliasRefused",
            "The alias " + alias + " cannot send mail to " + target + ": that is no address.");
      }
    }
    tables.work(
        database -> {
          requireServed(database, parts, "aliasRefused");
          lockAliases(database);
          if (has(database, "mailbox", "username", alias)) {
            throw refused(
                "aliasRefused",
                alias
                    + " is a mailbox. Choose another address for the alias or remove the mailbox"
                    + " first.");
          }
          refuseCircle(database, alias, targets);
          database
              .sql(
                  """
                  insert into alias (address, goto, domain) values (:alias, :targets, :domain)
                  on conflict (address) do update set goto = excluded.goto, modified = now()
                    where alias.goto <> excluded.goto
                  """)
              .param("alias", alias)
              .param("targets", String.join(",", new TreeSet<>(targets)))
              .param("domain", parts.domain())
              .update();
          requireActive(database, "alias", "address", alias, "aliasRefused");
          return null;
        });
  }

  private static void refuseCircle(JdbcClient database, String alias, Set<String> targets) {
    Set<String> seen = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(targets);
    while (!next.isEmpty()) {
      String address = next.pop().toLowerCase(Locale.ROOT);
      if (address.equals(alias) || withoutExtension(address).equals(alias)) {
        throw refused(
            "aliasRefused",
            "Mail to " + alias + " would come back to it. Take the target out that leads there.");
      }
      if (seen.add(address)) {
        targets(database, address).filter(further -> !further.equals(address)).forEach(next::push);
      }
    }
  }

  /**
   * As Postfix looks: for the whole, without an extension, for all of the domain, for its other.
   */
  private static Stream<String> targets(JdbcClient database, String address) {
    String domain = address.substring(address.indexOf('@'));
    return Stream.of(address, withoutExtension(address), domain)
        .map(key -> goTo(database, key))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> inOtherDomain(database, address, domain.substring(1)))
        .stream()
        .flatMap(PostfixMailHosting::split);
  }

  private static Optional<String> goTo(JdbcClient database, String address) {
    return database
        .sql("select goto from alias where address = :address")
        .param("address", address)
        .query(String.class)
        .optional();
  }

  private static Optional<String> inOtherDomain(
      JdbcClient database, String address, String domain) {
    return database
        .sql("select target_domain from alias_domain where alias_domain = :domain")
        .param("domain", domain)
        .query(String.class)
        .optional()
        .map(target -> address.substring(0, address.indexOf('@') + 1) + target);
  }

  private static String withoutExtension(String address) {
    return address.replaceFirst("^([^+@]+)\\+[^@]*@", "$1@");
  }

  private static Stream<String> split(String targets) {
    return Stream.of(targets.split("[,\\s]+")).filter(target -> !target.isEmpty());
  }

  /** What stands for all other addresses of a domain is no alias. */
  @Override
  public List<Alias> aliasesOf(String domain) {
    return tables.work(
        database ->
            database
                .sql(
                    """
                    select address, goto from alias a
                     where domain = :domain and address not like '@%'
                       and not exists (select from mailbox where username = a.address)
                     order by address
                    """)
                .param("domain", domain)
                .query(
                    (row, n) ->
                        new Alias(
                            row.getString("address"),
                            split(row.getString("goto")).collect(Collectors.toSet())))
                .list());
  }

  @Override
  public List<String> mailboxesOf(String domain) {
    return tables.work(
        database ->
            database
                .sql("select username from mailbox where domain = :domain order by username")
                .param("domain", domain)
                .query(String.class)
                .list());
  }

  @Override
  public void removeAlias(String alias) {
    tables.work(
        database ->
            database
                .sql(
                    """
                    delete from alias where address = :alias
                       and not exists (select from mailbox where username = :alias)
                    """)
                .param("alias", alias)
                .update());
  }

  /** The row goes last: without it Dovecot finds the mail no more. */
  @Override
  public void removeMailbox(String address) {
    if (hasMailbox(address)) {
      doveadm.forgetMail(address);
      tables.work(
          database -> {
            for (String row :
                List.of(
                    "alias where address",
                    "vacation_notification where on_vacation",
                    "vacation where email",
                    "quota where username",
                    "quota2 where username",
                    "fetchmail where mailbox",
                    "mailbox where username")) {
              database.sql("delete from " + row + " = :address").param("address", address).update();
            }
            return null;
          });
      doveadm.disconnect(address);
    }
  }

  @Override
  public void removeDomain(String domain) {
    refuseIfOthersLeadHere(domain);
    mailboxesOf(domain).forEach(this::removeMailbox);
    tables.work(
        database -> {
          for (String row :
              List.of(
                  "alias where domain",
                  "vacation where domain",
                  "domain_admins where domain",
                  "domain where domain")) {
            database.sql("delete from " + row + " = :domain").param("domain", domain).update();
          }
          return null;
        });
  }

  private void refuseIfOthersLeadHere(String domain) {
    List<String> others =
        tables.work(
            database ->
                database
                    .sql("select alias_domain from alias_domain where target_domain = :domain")
                    .param("domain", domain)
                    .query(String.class)
                    .list());
    if (!others.isEmpty()) {
      throw refused(
          "mailDomainRefused",
          "Other domains lead to "
              + domain
              + " on the mail server: "
              + String.join(", ", others)
              + ". Remove these alias domains in postfixadmin first.");
    }
  }

  /** What Ops have switched off is not switched on behind their back. */
  private static void requireActive(
      JdbcClient database, String table, String column, String address, String code) {
    boolean active =
        database
            .sql("select active from " + table + " where " + column + " = :address")
            .param("address", address)
            .query(Boolean.class)
            .single();
    if (!active) {
      throw refused(
          code, address + " is switched off on the mail server: switch it on in postfixadmin.");
    }
  }

  private static boolean has(JdbcClient database, String table, String column, String value) {
    return database
        .sql("select exists (select from " + table + " where " + column + " = :value)")
        .param("value", value)
        .query(Boolean.class)
        .single();
  }

  private static boolean isServed(JdbcClient database, String domain) {
    return database
        .sql(
            "select exists (select from domain where domain = :domain and active and not backupmx)")
        .param("domain", domain)
        .query(Boolean.class)
        .single();
  }

  private static void requireServed(JdbcClient database, Address address, String code) {
    if (!isServed(database, address.domain())) {
      throw refused(
          code,
          "The mail server does not serve the domain of "
              + address
              + ": let the desk make the domain first, or switch it on in postfixadmin.");
    }
  }

  /** Readers go on meanwhile, and so does mail. */
  private static void lockAliases(JdbcClient database) {
    database.sql("lock table alias in share row exclusive mode").update();
  }

  private static PlatformRefusal refused(String code, String message) {
    return new PlatformRefusal(code, message);
  }

  private String randomName() {
    return HexFormat.of().formatHex(bytes(NAME_BYTES));
  }

  /** As Dovecot reads it in every version, and of a password of any length. */
  private String hash(String password) {
    String salt = Base64.getEncoder().encodeToString(bytes(SALT_BYTES)).replace('+', '.');
    return "{SHA512-CRYPT}"
        + Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8), ROUNDS + salt);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  @Override
  public void close() {
    tables.close();
  }
}
