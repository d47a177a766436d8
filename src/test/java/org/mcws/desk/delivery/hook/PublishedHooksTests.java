package org.mcws.desk.delivery.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mcws.desk.delivery.hook.HookMessage.Push;
import org.springframework.http.HttpHeaders;

/** What is read in what forges have published. */
class PublishedHooksTests {

  private final HookReader reader = new HookReader();

  /** Ref, commit, whether it is the default branch, who, and whether mail reaches them. */
  private static String expected(String file) {
    return switch (file) {
      case "gitea-push.json" ->
          "refs/heads/master 4522cbcefc20728a5b72b3a86af35e608622c514 true unknwon false";
      case "github-push.json" ->
          "refs/heads/master 199eddf46df50de8d02e99bf1c5fdb4101338224 true Codertocat false";
      case "github-forced-push.json" ->
          "refs/heads/master 63738bb582c8b540af7bcfc18f87c575c3ed66e0 true jessesuen false";
      case "github-push.payload.json" -> "refs/tags/simple-tag gone false Codertocat false";
      case "github-push_branch_delete.json" ->
          "refs/heads/feature-branch gone false bradrydzewski true";
      case "gitlab-push.json" ->
          "refs/heads/master 2adc9465c4edfc33834e173fe89436a7cb899a1d true Sid Sijbrandij false";
      case "gitlab-tag_create.json" ->
          "refs/tags/v1.0.0 2adc9465c4edfc33834e173fe89436a7cb899a1d false Sid Sijbrandij false";
      default -> "no push";
    };
  }

  @TestFactory
  Stream<DynamicTest> eachIsTaken() throws IOException {
    return PublishedHooks.files().stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> take(file)));
  }

  private void take(Path file) throws IOException {
    String name = file.getFileName().toString();
    HttpHeaders headers = new HttpHeaders();
    PublishedHooks.headers(file).forEach(headers::add);
    HookMessage message = reader.read(headers, Files.readAllBytes(file));
    assertThat(message.id()).isEqualTo(name);
    assertThat(message.push().map(PublishedHooksTests::words).orElse("no push"))
        .isEqualTo(expected(name));
  }

  private static String words(Push push) {
    return String.join(
        " ",
        push.ref(),
        push.commit().orElse("gone"),
        push.isDefault().orElseThrow().toString(),
        push.by(),
        String.valueOf(push.mail().isPresent()));
  }
}
