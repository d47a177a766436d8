package org.mcws.desk.onboarding;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** For whom the desk made, or is about to make, a domain on the mail server. */
@Entity
class MailDomainClaim {

  @Id private String domain;
  private String community;

  protected MailDomainClaim() {}

  MailDomainClaim(String domain, String community) {
    this.domain = domain;
    this.community = community;
  }

  String domain() {
    return domain;
  }

  String community() {
    return community;
  }
}
