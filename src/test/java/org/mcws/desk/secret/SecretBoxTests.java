package org.mcws.desk.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SecretBoxTests {

  private static final String TEXT = "Señor Öl: 密码\n";

  private final SecretBox box = new SecretBox(key());

  @Test
  void opensWhatItHasSealed() {
    assertThat(box.open(box.seal(TEXT))).isEqualTo(TEXT);
    assertThat(box.open(box.seal(""))).isEmpty();
  }

  @Test
  void sealsTheSameTextInAnotherWayEachTime() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      byte[] sealed = box.seal(TEXT);
      assertThat(sealed[0]).isEqualTo((byte) 1);
      assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("Señor");
      seen.add(new String(sealed, StandardCharsets.ISO_8859_1));
    }
    assertThat(seen).hasSize(100);
  }

  @Test
  void opensNothingThatWasChangedInAnyPlace() {
    byte[] sealed = box.seal(TEXT);
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> box.open(changed))
          .as("byte %d", i)
          .isInstanceOf(BrokenSeal.class)
          .hasMessageContaining("desk.secret.key");
    }
  }

  @Test
  void opensNoGarbage() {
    for (int length : List.of(0, 1, 12, 28, 29, 30, 1000)) {
      byte[] garbage = new byte[length];
      assertThatThrownBy(() -> box.open(garbage)).isInstanceOf(BrokenSeal.class);
      first(garbage, (byte) 1);
      assertThatThrownBy(() -> box.open(garbage)).isInstanceOf(BrokenSeal.class);
    }
  }

  @Test
  void anotherKeyOpensNothing() {
    byte[] sealed = box.seal(TEXT);
    SecretBox other = new SecretBox(key());
    assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(BrokenSeal.class);
  }

  @Test
  void aDigestIsTheSameForTheSameTextAndKeyOnly() {
    byte[] key = key();
    assertThat(new SecretBox(key).digest(TEXT))
        .matches("[0-9a-f]{64}")
        .isEqualTo(new SecretBox(key).digest(TEXT))
        .isNotEqualTo(new SecretBox(key).digest(TEXT + " "))
        .isNotEqualTo(box.digest(TEXT));
  }

  @Test
  void manyMaySealAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> work = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String text = "text " + i;
        work.add(() -> box.open(box.seal(text)).equals(text) ? "" : text);
      }
      for (Future<String> result : threads.invokeAll(work)) {
        assertThat(result.get()).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void first(byte[] bytes, byte value) {
    if (bytes.length > 0) {
      bytes[0] = value;
    }
  }

  private static byte[] key() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
