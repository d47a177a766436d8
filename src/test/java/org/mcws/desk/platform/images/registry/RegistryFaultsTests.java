package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.images.Images;
import org.mcws.desk.sandbox.Fault;
import org.mcws.desk.sandbox.Fault.Kind;
import org.mcws.desk.sandbox.images.RegistrySandbox;

/** A registry fails while it is asked. */
class RegistryFaultsTests {

  private static final Duration LONGER_THAN_THE_TIMEOUTS = Duration.ofSeconds(3);
  private static final String IMAGE = RegistryUnderTest.HOST + "/hispano/site:1.4";

  @TempDir Path folder;
  private RegistrySandbox sandbox;
  private Images images;

  /** What the desk asks. */
  enum Operation {
    DIGEST(images -> images.digest(IMAGE).orElse("none")),
    DIGEST_OF_NOTHING(images -> images.digest(IMAGE + "-missing").orElse("none")),
    TAGS(images -> images.tags(IMAGE));

    private final Function<Images, Object> question;

    Operation(Function<Images, Object> question) {
      this.question = question;
    }
  }

  @BeforeEach
  void start() {
    sandbox = new RegistrySandbox(0, folder);
    sandbox.start();
    images = registry().images();
    assertThat(images.digest(IMAGE)).isPresent();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private RegistryUnderTest registry() {
    return RegistryUnderTest.at(sandbox.addresses().get("registry"));
  }

  static Stream<Arguments> everyFaultOfEveryRequest() {
    return Arrays.stream(Operation.values())
        .flatMap(
            operation -> Arrays.stream(Kind.values()).map(kind -> Arguments.of(operation, kind)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyFaultOfEveryRequest")
  void aFaultIsUnavailability(Operation operation, Kind kind) {
    Object before = operation.question.apply(images);
    sandbox.faults().add(new Fault(kind, null, "/v2/.*", 50, 502, LONGER_THAN_THE_TIMEOUTS, false));

    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> operation.question.apply(images))
        .withMessageContaining(RegistryUnderTest.HOST + " (http://127.0.0.1:");

    sandbox.faults().clear();
    assertThat(operation.question.apply(images)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @Execution(ExecutionMode.CONCURRENT)
  @MethodSource("everyFaultOfEveryRequest")
  void aSingleFailureIsNotNoticed(Operation operation, Kind kind) {
    Object before = operation.question.apply(images);
    sandbox.faults().add(new Fault(kind, null, "/v2/.*", 1, 500, LONGER_THAN_THE_TIMEOUTS, false));
    assertThat(operation.question.apply(images)).isEqualTo(before);
  }

  /** Some registries don't answer to HEAD, and some forget to name the digest there. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @EnumSource(
      value = Kind.class,
      names = {"ERROR", "GARBAGE"})
  void aDigestIsFoundWithoutItsShortCut(Kind kind) {
    sandbox.faults().add(new Fault(kind, "HEAD", null, 50, 405, null, false));
    assertThat(images.digest(IMAGE)).isPresent();
    assertThat(sandbox.faults().pending()).singleElement().matches(f -> f.times() == 49);
  }

  @Test
  void aRegistryThatIsNotThereIsNamed() {
    sandbox.close();
    assertThatExceptionOfType(PlatformUnavailable.class)
        .isThrownBy(() -> images.digest(IMAGE))
        .withMessageContaining(sandbox.addresses().get("registry") + "/v2/");
  }
}
