package org.mcws.desk.sandbox.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the mail server has been told, as it is kept on disk.
 *
 * @param domains the domains it serves
 * @param passwords hash of each user's password
 * @param folders the mailboxes that each user has
 * @param quotas limits by user; like James', they outlive the user
 * @param mappings groups, forwards and aliases by address
 */
record MailState(
    List<String> domains,
    Map<String, String> passwords,
    Map<String, TreeSet<String>> folders,
    Map<String, Quota> quotas,
    Map<String, TreeSet<MailMapping>> mappings) {

  static MailState empty() {
    return new MailState(
        new ArrayList<>(List.of("localhost")),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /**
   * @param count how many mails, -1 for no limit, null for what holds for all
   * @param size how many bytes, -1 for no limit, null for what holds for all
   */
  record Quota(Long count, Long size) {

    static final Quota NONE = new Quota(null, null);
  }
}
