package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mcws.desk.platform.FaultProxy;
import org.mcws.desk.platform.FaultProxy.Fault;
import org.mcws.desk.platform.HttpTimeouts;
import org.mcws.desk.platform.images.Images;

/** A bad wire to a real registry: what it says is right, or it has said nothing. */
class RegistryFaultsIT {

  @RegisterExtension static final RealRegistry REAL = new RealRegistry();

  private static final String IMAGE = RegistryUnderTest.HOST + "/hispano/wire";

  private static FaultProxy wire;
  private static String digest;

  @BeforeAll
  static void connect() {
    URI url = REAL.registry().url();
    wire = new FaultProxy(new InetSocketAddress(url.getHost(), url.getPort()));
    digest = REAL.registry().push("hispano/wire", "1.4", "a");
    REAL.registry().push("hispano/wire", "1.5", "b");
  }

  @AfterAll
  static void close() {
    wire.close();
  }

  /**
   * What is asked, and by which requests: each comes twice, since the registry wants to see a
   * password.
   */
  enum Question {
    DIGEST("HEAD", images -> images.digest(IMAGE + ":1.4"), () -> Optional.of(digest)),
    DIGEST_OF_NOTHING("GET", images -> images.digest(IMAGE + ":1.6"), Optional::empty),
    TAGS(
        "GET",
        images -> images.tags(IMAGE).stream().sorted().toList(),
        () -> List.of("1.4", "1.5"));

    private final String method;
    private final Function<Images, Object> ask;
    private final Supplier<Object> answer;

    Question(String method, Function<Images, Object> ask, Supplier<Object> answer) {
      this.method = method;
      this.ask = ask;
      this.answer = answer;
    }

    void ask(Images images) {
      assertThat(ask.apply(images)).isEqualTo(answer.get());
    }
  }

  static Stream<Arguments> strikes() {
    return FaultProxy.strikes((Object[]) Question.values())
        .flatMap(
            arguments ->
                Stream.of(0, 1)
                    .map(passing -> Arguments.of(arguments.get()[0], arguments.get()[1], passing)));
  }

  @ParameterizedTest
  @MethodSource("strikes")
  void whatIsSaidIsRight(Question question, Fault fault, int passing) {
    Images images = images(1, fault.patience());
    String requests = question.method + " /v2/";
    // What is not told in short is asked for at length.
    boolean repeats =
        question.method.equals("HEAD")
            && (fault == Fault.UNAVAILABLE || fault == Fault.BAD_GATEWAY);
    wire.endure(fault, passing, requests, repeats, () -> question.ask(images))
        .ifPresent(
            e ->
                assertThat(e)
                    .hasMessageStartingWith("The registry " + RegistryUnderTest.HOST)
                    .hasMessageMatching("(?s).*(Check that it runs|the desk tries again).*")
                    .hasMessageNotContaining(REAL.registry().password()));
    question.ask(images(1, FaultProxy.PATIENT));

    assertThat(
            wire.endure(
                fault, passing, requests, true, () -> question.ask(images(2, fault.patience()))))
        .as("who asks twice does not notice")
        .isEmpty();
  }

  private static Images images(int attempts, Duration patience) {
    RegistryUnderTest there = REAL.registry();
    ImagesSettings settings =
        new RegistryUnderTest(
                URI.create("http://127.0.0.1:" + wire.port()), there.username(), there.password())
            .settings();
    return new RememberedImages(
        RegistryUnderTest.images(
            new ImagesSettings(
                settings.mirror(),
                settings.registries(),
                settings.rememberFor(),
                attempts,
                new HttpTimeouts(patience, patience))),
        Duration.ofMinutes(1),
        System::nanoTime);
  }
}
