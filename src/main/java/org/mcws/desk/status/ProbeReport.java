package org.mcws.desk.status;

import java.time.Duration;
import java.time.Instant;

/**
 * What the probes of one kind see of a service.
 *
 * @param down whether it is not as it should be
 * @param since since when it has been so; if that never changed, since when it is looked at
 * @param evidence what was seen last that was not as it should be; nothing if nothing was
 * @param nextLook when it is looked at the next time; by when it has to tell, for a heartbeat
 * @param interval from one look to the next; how often it has to tell, for a heartbeat
 * @param heardAt when it last told that it is at work; for a heartbeat only
 */
record ProbeReport(
    ProbeKind kind,
    boolean down,
    Instant since,
    String evidence,
    Instant nextLook,
    Duration interval,
    Instant heardAt) {}
