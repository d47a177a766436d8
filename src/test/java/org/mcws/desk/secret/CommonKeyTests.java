package org.mcws.desk.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.Desk;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.settings.DeskSettings;
import org.mcws.desk.settings.SettingProblem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Desks on one database have one key. */
@ProcessTest
@ExtendWith(OutputCaptureExtension.class)
class CommonKeyTests {

  private static final String OTHER = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  @Autowired private SecretBox box;
  @Autowired private DeskSettings desk;
  @Autowired private JdbcConnectionDetails address;
  @Autowired private JdbcTemplate database;
  @Autowired private TransactionTemplate transaction;
  @TempDir private Path home;

  @Test
  void aDeskWithTheSameKeyOpensWhatAnotherHasSealed() throws Exception {
    String key = Files.readString(desk.home().resolve("secret.key"));
    byte[] sealed = box.seal("rosebud");
    assertThat(another(key, home).box().open(sealed)).isEqualTo("rosebud");
    Files.writeString(home.resolve("secret.key"), key);
    assertThat(another("", home).box().open(sealed)).isEqualTo("rosebud");
    assertThat(database.queryForObject("select count(*) from secret_check", Integer.class))
        .isEqualTo(1);
  }

  @Test
  void aDeskWithAnotherKeyIsTold() {
    assertThatThrownBy(() -> another(OTHER, home).box())
        .isInstanceOfSatisfying(
            SettingProblem.class,
            problem -> assertThat(problem.remedy()).contains("DESK_SECRET_KEY"))
        .hasMessageStartingWith("desk.secret.key is not the key")
        .hasMessageNotContaining(OTHER);
  }

  @Test
  void aDeskWithoutKeyMakesNoneBesideThatOfTheOthers() {
    assertThatThrownBy(() -> another("", home).box())
        .isInstanceOf(SettingProblem.class)
        .hasMessageStartingWith("desk.secret.key is not set");
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void itDoesNotStart(CapturedOutput output) {
    assertThatThrownBy(
            () ->
                new SpringApplication(Desk.class)
                    .run(
                        "--spring.datasource.url=" + address.getJdbcUrl(),
                        "--spring.datasource.username=" + address.getUsername(),
                        "--spring.datasource.password=" + address.getPassword(),
                        "--desk.home=" + home,
                        "--desk.secret.key=" + OTHER))
        .hasMessageContaining("desk.secret.key is not the key");
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("Description:\n\ndesk.secret.key is not the key")
        .contains("Action:\n\nGive every desk on one database the same key")
        .doesNotContain(OTHER);
  }

  private CommonKey another(String key, Path folder) {
    return new CommonKey(
        new SecretSettings(key),
        new DeskSettings(folder, 1, desk.publicUrl()),
        transaction,
        database);
  }
}
