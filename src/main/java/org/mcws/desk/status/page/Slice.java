package org.mcws.desk.status.page;

import java.util.List;
import java.util.function.IntFunction;

/**
 * One page of a list.
 *
 * @param page its number, from 1
 * @param pages how many there are, at least 1
 * @param total how many entries all pages have
 */
record Slice<T>(List<T> items, int page, int pages, int total) {

  /** The page of this number, or the nearest that there is; the first if it is no number. */
  static <T> Slice<T> of(List<T> all, String number, int size) {
    return of(
        all.size(),
        number,
        size,
        offset -> all.subList(offset, Math.min(offset + size, all.size())));
  }

  /**
   * The same of a list that is read page by page.
   *
   * @param read what stands from this place on, at most {@code size}
   */
  static <T> Slice<T> of(int total, String number, int size, IntFunction<List<T>> read) {
    int wanted = number.matches("[0-9]{1,6}") ? Integer.parseInt(number) : 1;
    int pages = Math.max(1, (total + size - 1) / size);
    int page = Math.min(Math.max(1, wanted), pages);
    return new Slice<>(read.apply((page - 1) * size), page, pages, total);
  }
}
