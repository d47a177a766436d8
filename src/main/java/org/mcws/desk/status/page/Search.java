package org.mcws.desk.status.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mcws.desk.status.board.ShownCommunity;
import org.mcws.desk.status.board.ShownService;

/** What a visitor looks for among communities and services; all of them if it is nothing. */
record Search(String words) {

  private static final int LONGEST = 100;

  Search {
    String line = words == null ? "" : words.strip();
    words = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
  }

  /** Those that are meant, in trouble first; of the others only the services that are meant. */
  List<ShownCommunity> among(List<ShownCommunity> all) {
    return all.stream()
        .flatMap(this::part)
        .sorted(Comparator.comparing(community -> !community.state().isTrouble()))
        .toList();
  }

  private Stream<ShownCommunity> part(ShownCommunity community) {
    if (isIn(community.name()) || isIn(community.slug())) {
      return Stream.of(community);
    }
    List<ShownService> meant =
        community.services().stream().filter(service -> isIn(service.name().label())).toList();
    return meant.isEmpty()
        ? Stream.empty()
        : Stream.of(new ShownCommunity(community.slug(), community.name(), meant));
  }

  private boolean isIn(String text) {
    return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }
}
