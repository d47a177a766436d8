package org.mcws.desk.platform.hosting;

import java.util.regex.Pattern;
import org.mcws.desk.platform.PlatformRefusal;

/** How an app is named: {@code /community/name}, on every platform. */
public final class AppId {

  /** Marathon has paths of its own below an app's, so no app may be called like them. */
  private static final Pattern ID =
      Pattern.compile("(/[a-z0-9]([a-z0-9.-]*[a-z0-9])?)+(?<!/(restart|tasks|versions))");

  private AppId() {}

  /**
   * The same id, which names an app and nothing else.
   *
   * @throws PlatformRefusal {@code appRefused} if it may not name one
   */
  public static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new PlatformRefusal(
          "appRefused",
          "'"
              + id
              + "' cannot name an app: use /community/name with lower-case letters, digits and"
              + " dashes.");
    }
    return id;
  }
}
