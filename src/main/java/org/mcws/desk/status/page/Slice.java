package org.mcws.desk.status.page;

import java.util.List;

/**
 * One page of a list that is at hand.
 *
 * @param page its number, from 1
 * @param pages how many there are, at least 1
 * @param total how many entries all pages have
 */
record Slice<T>(List<T> items, int page, int pages, int total) {

  /** The page of this number, or the nearest that there is; the first if it is no number. */
  static <T> Slice<T> of(List<T> all, String number, int size) {
    int wanted = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 1;
    int pages = Math.max(1, (all.size() + size - 1) / size);
    int page = Math.min(Math.max(1, wanted), pages);
    return new Slice<>(
        all.subList((page - 1) * size, Math.min(page * size, all.size())), page, pages, all.size());
  }
}
