package org.mcws.desk.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.settings.SettingProblem;

class KeyFileTests {

  private static final int DESKS = 16;

  @TempDir private Path folder;

  @Test
  void aKeyIsMadeOnceAndKept() throws IOException {
    Path home = folder.resolve("new").resolve("home");
    KeyFile file = new KeyFile(home);
    assertThat(file.read()).isEmpty();

    byte[] key = file.make();

    assertThat(key).hasSize(32);
    assertThat(new KeyFile(home).read()).contains(key);
    assertThat(new KeyFile(home).make()).isEqualTo(key);
    assertThat(Files.readString(home.resolve("secret.key")).strip())
        .isEqualTo(Base64.getEncoder().encodeToString(key));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
    assertThat(filesIn(home)).containsExactly("secret.key");
  }

  @Test
  void desksThatStartAtOnceHaveOneKey() throws Exception {
    ExecutorService desks = Executors.newFixedThreadPool(DESKS);
    CyclicBarrier start = new CyclicBarrier(DESKS);
    try {
      Callable<String> desk =
          () -> {
            start.await();
            return Base64.getEncoder().encodeToString(new KeyFile(folder).make());
          };
      Set<String> keys = new HashSet<>();
      for (Future<String> key : desks.invokeAll(Collections.nCopies(DESKS, desk))) {
        keys.add(key.get());
      }
      assertThat(keys).hasSize(1);
      assertThat(filesIn(folder)).containsExactly("secret.key");
    } finally {
      desks.shutdownNow();
    }
  }

  @Test
  void aFileThatIsNoKeyIsNotUsedAndNotReplaced() throws IOException {
    KeyFile file = new KeyFile(folder);
    Files.writeString(file.path(), "hunter2");
    assertThatThrownBy(file::read)
        .isInstanceOfSatisfying(
            SettingProblem.class,
            problem -> assertThat(problem.remedy()).contains("openssl rand -base64 32"))
        .hasMessageContaining(file.path().toString())
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(file::make).isInstanceOf(SettingProblem.class);
    assertThat(file.path()).hasContent("hunter2");
  }

  @Test
  void aHomeInWhichNothingCanBeKeptIsNamed() throws IOException {
    Path home = Files.createFile(folder.resolve("home"));
    assertThatThrownBy(new KeyFile(home)::make)
        .isInstanceOfSatisfying(
            SettingProblem.class,
            problem -> assertThat(problem.remedy()).contains("openssl rand -base64 32"))
        .hasMessageContaining("desk.secret.key");
  }

  @Test
  void aSettingThatIsNoKeyIsExplainedAndNotRepeated() {
    String short31 =
        Base64.getEncoder().encodeToString("0123456789012345678901234567890".getBytes());
    for (String wrong : List.of("hunter2", "%hunter2%", short31)) {
      SecretSettings settings = new SecretSettings(wrong);
      assertThatThrownBy(settings::bytes)
          .isInstanceOfSatisfying(
              SettingProblem.class,
              problem -> assertThat(problem.remedy()).contains("openssl rand -base64 32"))
          .hasMessageStartingWith("desk.secret.key ")
          .hasMessageNotContaining(wrong)
          .hasNoCause();
      assertThat(settings.toString()).doesNotContain(wrong);
    }
    assertThat(new SecretSettings(" ").bytes()).isEmpty();
  }

  private static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
