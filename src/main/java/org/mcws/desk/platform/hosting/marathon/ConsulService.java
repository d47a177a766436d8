package org.mcws.desk.platform.hosting.marathon;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.springframework.util.DigestUtils;

/**
 * What an app is called in Consul. It is a name in Consul's DNS, too, so it has letters, digits and
 * dashes, 63 at most. Two dashes stand for a slash.
 */
final class ConsulService {

  private static final int LONGEST = 63;
  private static final Pattern FIT = Pattern.compile("[a-z0-9-]{1," + LONGEST + "}");
  private static final String SLASH = "--";
  private static final int SIGNS = 8;

  private ConsulService() {}

  /**
   * @param id an app's id that has been checked
   */
  static String of(String id) {
    String path = id.substring(1);
    String name = path.replace("/", SLASH);
    if (FIT.matcher(name).matches() && !path.contains(SLASH)) {
      return name;
    }
    String sign =
        DigestUtils.md5DigestAsHex(id.getBytes(StandardCharsets.UTF_8)).substring(0, SIGNS);
    String fit = path.replaceAll("[^a-z0-9]+", "-");
    return fit.substring(0, Math.min(fit.length(), LONGEST - SIGNS - 1)) + "-" + sign;
  }
}
