package org.mcws.desk.recovery;

import org.mcws.desk.audit.AuditTrail;
import org.mcws.desk.audit.Channel;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people add to an incident. */
@Service
@Transactional
class IncidentWords {

  private final Chronicle chronicle;
  private final AuditTrail audit;

  IncidentWords(Chronicle chronicle, AuditTrail audit) {
    this.chronicle = chronicle;
    this.audit = audit;
  }

  /** By somebody who has signed in. */
  void add(Incident incident, String who, String words) {
    add(incident, who, words, Channel.ACCOUNT);
  }

  void add(Incident incident, String who, String words, Channel channel) {
    chronicle.note(incident, IncidentEntry.Kind.NOTE, words, who);
    audit.record(
        who, channel, "incident: information added", RecoveryMail.SUBJECT + incident.id(), words);
  }
}
