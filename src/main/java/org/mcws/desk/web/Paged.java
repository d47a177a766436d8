package org.mcws.desk.web;

import java.util.List;
import java.util.function.Function;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;

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

  /** The page of a list that is at hand as a whole, each of its entries as the reader sees it. */
  public static <E, T> Paged<T> slice(List<E> all, PageQuery query, Function<E, T> view) {
    Pageable page = query.unsorted();
    return new Paged<>(
        all.stream().skip(page.getOffset()).limit(page.getPageSize()).map(view).toList(),
        page.getPageNumber(),
        page.getPageSize(),
        all.size());
  }
}
