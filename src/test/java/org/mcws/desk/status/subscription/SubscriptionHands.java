package org.mcws.desk.status.subscription;

import org.springframework.context.ApplicationContext;

/** Lets tests write the mails that wait for their clock. */
public final class SubscriptionHands {

  private SubscriptionHands() {}

  /** Writes to all subscribers of what is untold. */
  public static void tellAll(ApplicationContext desk) {
    desk.getBean(NewsTeller.class).tellAll();
  }
}
