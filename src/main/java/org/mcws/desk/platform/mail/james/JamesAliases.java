package org.mcws.desk.platform.mail.james;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.mail.MailHosting;

/**
 * The desk's aliases as James' groups: unlike James' own aliases they may lead to other servers.
 * James checks neither that a group's address is no mailbox, nor every loop; so this does.
 */
final class JamesAliases {

  private static final TypeReference<List<JamesMapping>> LIST = new TypeReference<>() {};
  private static final TypeReference<Map<String, List<JamesMapping>>> TABLE =
      new TypeReference<>() {};

  private final JamesWebAdmin webAdmin;

  JamesAliases(JamesWebAdmin webAdmin) {
    this.webAdmin = webAdmin;
  }

  /** Makes these its only members. If James refuses one, those added before go again. */
  void ensure(String alias, Set<String> targets) {
    refuseLoop(alias, targets);
    Set<String> present = new HashSet<>();
    for (JamesMapping mapping : of(alias)) {
      if (mapping.type().equals(JamesMapping.GROUP)) {
        present.add(mapping.mapping());
      } else {
        remove(alias, mapping);
      }
    }
    List<String> added = new ArrayList<>();
    for (String target : new TreeSet<>(targets)) {
      if (!present.contains(target)) {
        add(alias, target, added);
      }
    }
    present.stream()
        .filter(target -> !targets.contains(target))
        .forEach(target -> remove(alias, new JamesMapping(JamesMapping.GROUP, target)));
  }

  /** The aliases of a domain, however they were made. */
  List<MailHosting.Alias> ofDomain(String domain) {
    return table(domain).entrySet().stream()
        .map(
            entry ->
                new MailHosting.Alias(
                    entry.getKey(),
                    entry.getValue().stream()
                        .filter(mapping -> !mapping.type().equals(JamesMapping.FORWARD))
                        .map(JamesMapping::mapping)
                        .collect(Collectors.toSet())))
        .filter(alias -> !alias.targets().isEmpty())
        .toList();
  }

  /** All mappings of addresses in the domain, and of the domain as a whole. */
  Map<String, List<JamesMapping>> table(String domain) {
    return webAdmin.get("/mappings").value(TABLE).entrySet().stream()
        .filter(entry -> entry.getKey().equals(domain) || entry.getKey().endsWith("@" + domain))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Removes the alias, but not what a mailbox of that name forwards. */
  void removeAlias(String alias) {
    of(alias).stream()
        .filter(mapping -> !mapping.type().equals(JamesMapping.FORWARD))
        .forEach(mapping -> remove(alias, mapping));
  }

  /** Makes that nothing is mapped from the address any more. */
  void removeAll(String address) {
    of(address).forEach(mapping -> remove(address, mapping));
  }

  /**
   * @throws PlatformRefusal {@code aliasRefused} if it is of a kind that the desk does not make
   */
  void remove(String source, JamesMapping mapping) {
    String from = JamesWebAdmin.addressSegment(source);
    String to = JamesWebAdmin.addressSegment(mapping.mapping());
    String path =
        switch (mapping.type()) {
          case JamesMapping.GROUP -> "/address/groups/" + from + "/" + to;
          case JamesMapping.FORWARD -> "/address/forwards/" + from + "/targets/" + to;
          case JamesMapping.ALIAS -> "/address/aliases/" + to + "/sources/" + from;
          default ->
              throw new PlatformRefusal(
                  "aliasRefused",
                  ("%s has a mapping of the kind %s to %s on the mail server, which the desk did not"
                          + " make. Remove it with James' command line, then try again.")
                      .formatted(source, mapping.type(), mapping.mapping()));
        };
    webAdmin.delete(path).expectDone();
  }

  private List<JamesMapping> of(String address) {
    return webAdmin.get("/mappings/user/" + JamesWebAdmin.segment(address)).value(LIST);
  }

  private void add(String alias, String target, List<String> added) {
    try {
      webAdmin
          .put(
              "/address/groups/%s/%s"
                  .formatted(
                      JamesWebAdmin.addressSegment(alias), JamesWebAdmin.addressSegment(target)))
          .expectDoneOr("aliasRefused", "to send mail for " + alias + " to " + target);
      added.add(target);
    } catch (PlatformRefusal e) {
      added.forEach(one -> remove(alias, new JamesMapping(JamesMapping.GROUP, one)));
      throw e;
    }
  }

  /** Follows the targets as far as this server maps them. */
  private void refuseLoop(String alias, Set<String> targets) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      String address = open.pop().toLowerCase(Locale.ROOT);
      if (address.equals(alias)) {
        throw new PlatformRefusal(
            "aliasRefused",
            "Mail for %s would come back to it. Choose targets that do not lead to it."
                .formatted(alias));
      }
      if (seen.add(address)) {
        of(address).forEach(mapping -> open.push(mapping.mapping()));
      }
    }
  }
}
