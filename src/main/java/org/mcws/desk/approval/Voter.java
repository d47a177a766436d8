package org.mcws.desk.approval;

import org.mcws.desk.audit.Channel;

/**
 * Who answers, and how they came in. Whoever makes one has made sure that it is this person: by
 * their account, or by the secrets of a link that was sent to them.
 *
 * @param email the person's mail address, which is also the id of their account
 * @param channel how they came in
 */
record Voter(String email, Channel channel) {}
