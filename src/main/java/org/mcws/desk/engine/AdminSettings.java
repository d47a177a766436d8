package org.mcws.desk.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator of a desk that is no sandbox. Only used as long as there is none; who has
 * logged in should make accounts for the others, and change the password.
 *
 * @param id log-in name of the first administrator, such as a mail address
 * @param password what they log in with at first; keep it out of files that others read
 * @param email where the desk writes to them; empty for the id, if that is an address
 */
@ConfigurationProperties("desk.admin")
record AdminSettings(String id, String password, String email) {}
