package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.PlatformRefusal;

/** The contract, kept by a real registry that asks for a password. */
class RegistryImagesIT extends ImagesContract {

  @RegisterExtension static final RealRegistry REAL = new RealRegistry();

  @Override
  RegistryUnderTest registry() {
    return REAL.registry();
  }

  @Test
  void nobodyLooksWithoutThePassword() {
    String digest = REAL.registry().push("hispano/private", "1", "a");
    String image = RegistryUnderTest.HOST + "/hispano/private:1";
    assertThat(REAL.registry().images().digest(image)).contains(digest);
    for (RegistryUnderTest stranger :
        new RegistryUnderTest[] {
          RegistryUnderTest.at(REAL.registry().url().toString()),
          new RegistryUnderTest(REAL.registry().url(), REAL.registry().username(), "wrong")
        }) {
      assertThatExceptionOfType(PlatformRefusal.class)
          .isThrownBy(() -> stranger.images().digest(image))
          .withMessageContaining("desk.images.registries")
          .withMessageNotContaining("wrong")
          .extracting(PlatformRefusal::code)
          .isEqualTo("imageRefused");
    }
  }
}
