package org.mcws.desk.platform.images.docker;

import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the engine tells while it builds: what the steps print, and how it ends. */
final class BuildOutput extends EngineStream<BuildResponseItem> {

  private static final Pattern BUILT = Pattern.compile("Successfully built ([0-9a-f]{12,64})\\s*");

  /** Colours and the like, and what cannot be kept as text. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("\u001B\\[[0-9;?]*[ -/]*[@-~]|[\\p{Cntrl}&&[^\\n\\t]]");

  private final UnaryOperator<String> words;
  private final Consumer<String> log;
  private final long most;
  private long printed;
  private volatile boolean tooMuch;
  private volatile String image;
  private volatile String error;

  /**
   * @param words puts it as people understand it
   * @param log gets what is printed
   * @param most how many characters it gets
   */
  BuildOutput(UnaryOperator<String> words, Consumer<String> log, long most) {
    this.words = words;
    this.log = log;
    this.most = most;
  }

  @Override
  void take(BuildResponseItem item) {
    if (item.getErrorDetail() != null) {
      error = item.getErrorDetail().getMessage();
    } else if (item.getStream() != null) {
      // A step may print the same words; what the engine itself says of the image comes last.
      Matcher built = BUILT.matcher(item.getStream());
      if (built.matches()) {
        image = built.group(1);
      }
      print(item.getStream());
    } else if (item.getStatus() != null && item.getProgressDetail() == null) {
      print(item.getStatus() + "\n");
    }
  }

  /** Whether it has printed more than is kept. */
  boolean isTooMuch() {
    return tooMuch;
  }

  /** The image's id, or the beginning of it. */
  Optional<String> image() {
    return Optional.ofNullable(image);
  }

  /** Why the engine does not build it. */
  Optional<String> error() {
    return Optional.ofNullable(error);
  }

  private void print(String text) {
    if (tooMuch) {
      return;
    }
    String plain = words.apply(UNPRINTABLE.matcher(text).replaceAll(""));
    if (printed + plain.length() > most) {
      tooMuch = true;
      plain = plain.substring(0, (int) (most - printed));
    }
    printed += plain.length();
    log.accept(plain);
  }
}
