package org.mcws.desk.platform.hosting.swarm;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.mcws.desk.platform.hosting.AppId;
import org.springframework.util.DigestUtils;

/**
 * What an app's service is called. Swarm takes letters, digits, dashes and underscores, 63 at most,
 * since it is a name in the DNS of containers, too. Underscores are not in ids, so they stand for
 * the slashes, as {@code docker stack} has it.
 */
final class ServiceName {

  private static final int LONGEST = 63;
  private static final Pattern FIT = Pattern.compile("[a-z0-9_-]{1," + LONGEST + "}");
  private static final int SIGNS = 8;

  private ServiceName() {}

  /**
   * @throws org.mcws.desk.platform.PlatformRefusal {@code appRefused} if the id cannot name an app
   */
  static String of(String id) {
    String name = AppId.checked(id).substring(1).replace('/', '_');
    if (FIT.matcher(name).matches()) {
      return name;
    }
    String sign =
        DigestUtils.md5DigestAsHex(id.getBytes(StandardCharsets.UTF_8)).substring(0, SIGNS);
    String fit = name.replace('.', '-');
    return fit.substring(0, Math.min(fit.length(), LONGEST - SIGNS - 1)) + "_" + sign;
  }
}
