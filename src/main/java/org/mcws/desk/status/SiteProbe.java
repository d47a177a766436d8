package org.mcws.desk.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.mcws.desk.platform.PlatformComponent;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.dns.AuthoritativeLookup;
import org.mcws.desk.platform.hosting.EdgeSettings;
import org.mcws.desk.platform.hosting.PageFetch;
import org.mcws.desk.platform.hosting.PageWish;
import org.springframework.stereotype.Component;

/**
 * Tries a site from outside, as a visitor would: looks its name up at the authoritative server, and
 * fetches its page by that name.
 */
@Component
public class SiteProbe {

  private final AuthoritativeLookup names;
  private final PageFetch pages;
  private final EdgeSettings edge;

  SiteProbe(AuthoritativeLookup names, PageFetch pages, EdgeSettings edge) {
    this.names = names;
    this.pages = pages;
    this.edge = edge;
  }

  /** One try. What does not answer is a finding, no failure of the probe. */
  public Seen probe(String host) {
    return probe(host, PageWish.ANY);
  }

  /** One try, for a page that must be like this. */
  Seen probe(String host, PageWish wish) {
    try {
      List<String> found = new ArrayList<>();
      for (var wanted : edge.addressesByType().entrySet()) {
        List<String> answer = names.lookup(host, wanted.getKey());
        if (!new TreeSet<>(answer).equals(new TreeSet<>(wanted.getValue()))) {
          return Seen.nothing(
              "The name server answers "
                  + answer
                  + " for "
                  + host
                  + " "
                  + wanted.getKey()
                  + ", wanted is "
                  + wanted.getValue()
                  + ".");
        }
        found.addAll(answer);
      }
      PageFetch.Page page = pages.fetch(host, found, wish);
      return new Seen(
          page.isThere(),
          page.took(),
          host
              + " is at "
              + found
              + " and answers with status "
              + page.status()
              + "."
              + page.finding().map(finding -> " " + finding).orElse(""));
    } catch (PlatformUnavailable silent) {
      return Seen.nothing(silent);
    }
  }

  /**
   * @param reached whether a site answered
   * @param took how long the page took; zero if none came
   * @param evidence what was seen, for people
   * @param component the part of the platform that is to blame, if one did not answer at all
   */
  public record Seen(
      boolean reached, Duration took, String evidence, Optional<PlatformComponent> component) {

    /** With no part of the platform to blame. */
    public Seen(boolean reached, Duration took, String evidence) {
      this(reached, took, evidence, Optional.empty());
    }

    private static Seen nothing(String evidence) {
      return new Seen(false, Duration.ZERO, evidence);
    }

    private static Seen nothing(PlatformUnavailable silent) {
      return new Seen(false, Duration.ZERO, silent.getMessage(), silent.component());
    }
  }
}
