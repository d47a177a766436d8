package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mcws.desk.sandbox.images.RegistrySandbox;

/** The contract, kept by the sandbox's registry. */
class RegistryImagesTests extends ImagesContract {

  @TempDir private static Path folder;
  private static RegistrySandbox sandbox;

  @BeforeAll
  static void start() {
    sandbox = new RegistrySandbox(0, folder);
    sandbox.start();
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Override
  RegistryUnderTest registry() {
    return RegistryUnderTest.at(sandbox.addresses().get("registry"));
  }

  @Test
  void aLongListComesInPages() {
    IntStream.range(0, 1010).forEach(i -> registry().push("long/list", "build" + i, "a"));
    assertThat(registry().images().tags(RegistryUnderTest.HOST + "/long/list"))
        .hasSize(1010)
        .doesNotHaveDuplicates();
  }
}
