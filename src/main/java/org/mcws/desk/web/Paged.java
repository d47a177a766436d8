package org.mcws.desk.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.data.domain.Page;

/**
 * One page of a list.
 *
 * @param items what is on it
 * @param page its number, from 0
 * @param size how many fit on a page
 * @param total how many there are on all pages
 */
public record Paged<T>(List<T> items, int page, int size, long total) {

  /** The page, each of its entries as the reader sees it. */
  public static <E, T> Paged<T> of(Page<E> page, Function<E, T> view) {
    return new Paged<>(
        page.getContent().stream().map(view).toList(),
        page.getNumber(),
        page.getSize(),
        page.getTotalElements());
  }
}
