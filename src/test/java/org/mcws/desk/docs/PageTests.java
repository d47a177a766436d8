package org.mcws.desk.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTests {

  @TempDir private Path folder;

  @Test
  void aPageIsDoneFromTopToBottom() throws IOException {
    Path file = folder.resolve("page.md");
    Files.writeString(
        file,
        """
        ```bash
        echo one
        # => one
        echo two
        ```
        <!-- test: ana@outside.test ownership willing=yes -->
        ```sh
        mvn verify
        ```
        """);
    assertThat(Page.read(file).steps())
        .containsExactly(
            new Page.Calls("echo one", List.of("one")),
            new Page.Calls("echo two", List.of()),
            new Page.Person("ana@outside.test ownership willing=yes"));
    assertThat(Page.fences(file)).isEqualTo("mvn verify\n");
  }

  @Test
  void whatIsShownMustBeInTheOutputInThatOrder() {
    Page.Calls calls = new Page.Calls("x", List.of("HTTP/1.1 202", "{\"id\":\"…\",\"total\":1}"));
    assertThatCode(() -> calls.check("HTTP/1.1 202 \n{\"id\":\"17\",\"total\":1}", "x"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> calls.check("{\"id\":\"17\",\"total\":1}\nHTTP/1.1 202", "x"))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> calls.check("HTTP/1.1 202 \n{\"id\":\"17\",\"total\":2}", "x"))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void onlyCallsThatChangeNothingAreRepeated() {
    assertThat(new Page.Calls("curl -s -u a:b http://x", List.of()).onlyLooks()).isTrue();
    for (String sends : List.of("-d x", "-d @file", "-X PUT", "-T -", "--data-urlencode a=b")) {
      assertThat(new Page.Calls("curl " + sends + " http://x", List.of()).onlyLooks())
          .as(sends)
          .isFalse();
    }
  }
}
