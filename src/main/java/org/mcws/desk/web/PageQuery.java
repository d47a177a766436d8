package org.mcws.desk.web;

import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;

/**
 * Which page of a list is wanted.
 *
 * @param page its number, from 0; 0 if none is given
 * @param size how many fit on a page, 1 to 100; 20 if none is given
 */
public record PageQuery(Integer page, Integer size) {

  private static final int USUAL = 20;
  private static final int LONGEST = 100;

  /** The page of the list in ascending order. */
  public PageRequest sortedBy(String... properties) {
    return in(Sort.by(properties));
  }

  /** The page of the list in descending order. */
  public PageRequest newestFirst(String... properties) {
    return in(Sort.by(Sort.Direction.DESC, properties));
  }

  /** The page of a list that is in order already. */
  PageRequest unsorted() {
    return in(Sort.unsorted());
  }

  private PageRequest in(Sort order) {
    return PageRequest.of(
        page == null ? 0 : Math.max(0, page),
        size == null ? USUAL : Math.min(Math.max(1, size), LONGEST),
        order);
  }
}
