package org.mcws.desk.status;

import org.springframework.context.ApplicationContext;

/** Lets tests publish the drafts that wait for their clock. */
public final class BoardHands {

  private BoardHands() {}

  /** Publishes the drafts whose time has come. */
  public static void publishDue(ApplicationContext desk) {
    desk.getBean(DraftPublisher.class).publishDue();
  }
}
