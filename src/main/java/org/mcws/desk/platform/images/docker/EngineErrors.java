package org.mcws.desk.platform.images.docker;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildFailed.Reason;

/** Tells by the engine's words whose fault it is that an image is not built. */
final class EngineErrors {

  private static final Pattern EXIT =
      Pattern.compile("returned a non-zero code: ([0-9]+)", Pattern.CASE_INSENSITIVE);

  /** SIGKILL, which the kernel sends to who asks for more memory than there is. */
  private static final int KILLED = 128 + 9;

  private static final Pattern NO_SUCH_BASE =
      Pattern.compile(
          "pull access denied|manifest (for .* )?(unknown|not found)|name unknown|repository .* not found"
              + "|no such image|no matching manifest|invalid reference format|unauthorized"
              + "|cannot be used on this platform|unsupported (media|manifest)"
              + "|authentication required|no basic auth|access forbidden|(?<!permission )denied: ");

  /** It quotes names that its author has chosen, whatever they look like. */
  private static final Pattern OF_A_STEP =
      Pattern.compile(
          "^(copy failed|add failed|oci runtime|failed to create (shim|task|containerd))");

  private static final Pattern ENGINE_IN_TROUBLE =
      Pattern.compile(
          "dial tcp|dial unix|i/o timeout|tls handshake|connection re(fused|set)|no route to host"
              + "|context (canceled|deadline exceeded)|toomanyrequests|too many requests"
              + "|no space left on device|server misbehaving|unexpected eof|bad gateway"
              + "|service unavailable|gateway time-?out|internal server error");

  private EngineErrors() {}

  /**
   * @param error what the engine says
   * @return what is to be thrown
   */
  static RuntimeException of(String error, BuildSettings settings) {
    String text = error == null ? "" : error.strip();
    Matcher exit = EXIT.matcher(text);
    if (exit.find()) {
      return ofStep(text, Integer.parseInt(exit.group(1)), settings);
    }
    String plain = text.toLowerCase(Locale.ROOT);
    if (OF_A_STEP.matcher(plain).find()) {
      return new BuildFailed(Reason.STEP, "A step failed: " + text + ".");
    }
    if (NO_SUCH_BASE.matcher(plain).find()) {
      return new BuildFailed(
          Reason.BASE,
          "An image that it is made from cannot be had: "
              + text
              + ". Check its name and version after FROM; it must be one that everybody may read.");
    }
    if (ENGINE_IN_TROUBLE.matcher(plain).find()) {
      return inTrouble(text, settings);
    }
    return new BuildFailed(Reason.STEP, "The build fails: " + text + ".");
  }

  /**
   * The same of an image that is fetched: what is not plainly its author's fault is between engine
   * and registry, for which there are more words than anybody knows.
   */
  static RuntimeException ofPull(String error, BuildSettings settings) {
    RuntimeException known = of(error, settings);
    return known instanceof BuildFailed failed && failed.reason() != Reason.BASE
        ? inTrouble(error == null ? "" : error.strip(), settings)
        : known;
  }

  private static PlatformUnavailable inTrouble(String text, BuildSettings settings) {
    return new PlatformUnavailable(
        "The Docker engine "
            + settings.engine()
            + " that builds images is in trouble: "
            + text
            + ". Look at its disk and network; the desk tries again.");
  }

  private static BuildFailed ofStep(String text, int code, BuildSettings settings) {
    if (code == KILLED) {
      return new BuildFailed(
          Reason.MEMORY,
          "A step was killed, most often since it needs more memory than the "
              + settings.memory().toMegabytes()
              + " MB that a build may have: "
              + text
              + ". Let it do less at once, or build elsewhere and hand in the image.");
    }
    return new BuildFailed(
        Reason.STEP,
        "A step failed: " + text + ". What it printed last, at the end of the log, says why.");
  }
}
