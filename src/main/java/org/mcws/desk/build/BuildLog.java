package org.mcws.desk.build;

import java.util.function.Consumer;

/** What a build has printed until now; one thread writes, another one reads. */
final class BuildLog implements Consumer<String> {

  private final StringBuffer text = new StringBuffer();

  @Override
  public void accept(String more) {
    text.append(more);
  }

  String text() {
    return text.toString();
  }
}
