package org.mcws.desk.onboarding;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.mcws.desk.platform.dns.DnsSettings;
import org.mcws.desk.platform.mail.MailSettings;
import org.mcws.desk.settings.DeskSettings;
import org.springframework.stereotype.Component;

/**
 * The names under which the platform itself is found. A zone at or above one of them would take its
 * records away from everybody.
 */
@Component
class PlatformNames {

  private final List<String> names;

  PlatformNames(DeskSettings desk, DnsSettings dns, MailSettings mail) {
    names =
        Stream.of(
                desk.publicUrl().getHost(),
                dns.authority().replaceFirst(":\\d+$", ""),
                mail.exchange())
            .filter(Objects::nonNull)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
  }

  /** Whether the host is one of these names or lies above one. */
  boolean hold(String host) {
    return names.stream().anyMatch(name -> name.equals(host) || name.endsWith("." + host));
  }
}
