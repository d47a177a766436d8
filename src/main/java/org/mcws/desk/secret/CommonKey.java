package org.mcws.desk.secret;

import java.util.Optional;
import org.mcws.desk.settings.DeskSettings;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds all desks on one database to one key: a text that was sealed with it is kept there, and who
 * cannot open that does not start.
 */
@Component
class CommonKey {

  private static final long LOCK = 7_240_044;
  private static final String KNOWN = "MCWS Desk";

  private final SecretSettings settings;
  private final KeyFile file;
  private final TransactionTemplate transaction;
  private final JdbcTemplate database;

  CommonKey(
      SecretSettings settings,
      DeskSettings desk,
      TransactionTemplate transaction,
      JdbcTemplate database) {
    this.settings = settings;
    this.file = new KeyFile(desk.home());
    this.transaction = transaction;
    this.database = database;
  }

  /**
   * The box for this database. The first desk on it makes the key if none is set.
   *
   * @throws SettingProblem if this desk has another key than the others, or none
   */
  SecretBox box() {
    return transaction.execute(
        status -> {
          database.query("select pg_advisory_xact_lock(?)", row -> {}, LOCK);
          Optional<byte[]> proof =
              Optional.ofNullable(
                  DataAccessUtils.singleResult(
                      database.queryForList("select sealed from secret_check", byte[].class)));
          Optional<byte[]> key = settings.bytes().or(file::read);
          if (proof.isPresent()) {
            return proven(key.orElseThrow(this::missing), proof.get());
          }
          SecretBox box = new SecretBox(key.orElseGet(file::make));
          database.update("insert into secret_check (sealed) values (?)", box.seal(KNOWN));
          return box;
        });
  }

  private SecretBox proven(byte[] key, byte[] proof) {
    SecretBox box = new SecretBox(key);
    try {
      box.open(proof);
    } catch (BrokenSeal e) {
      throw other(e);
    }
    return box;
  }

  private SettingProblem missing() {
    return new SettingProblem(
        SecretSettings.NAME,
        "is not set, and there is no " + file.path() + ", but secrets in this database are sealed.",
        remedy());
  }

  private SettingProblem other(BrokenSeal cause) {
    return new SettingProblem(
        SecretSettings.NAME,
        (settings.key().isBlank() ? "is not set, and the key in " + file.path() : "is")
            + " not the key with which the secrets in this database are sealed.",
        remedy(),
        cause);
  }

  private static String remedy() {
    return "Give every desk on one database the same key: set DESK_SECRET_KEY to what the other"
        + " desks have, or to what stands in the file secret.key in the home of the first one. If"
        + " the key is lost, docs/operations.md says how to begin anew.";
  }
}
