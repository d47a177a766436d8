package org.mcws.desk.status.events;

import java.time.Instant;
import java.util.Optional;
import org.mcws.desk.platform.PlatformComponent;

/**
 * The probes of one kind have come to another opinion of a service. Published in the transaction in
 * which that is noted.
 *
 * @param service the service's id
 * @param kind the kind of probe, as {@code org.mcws.desk.status.ProbeKind} names it
 * @param up whether it is well
 * @param since of the first look that found it so
 * @param evidence what was seen last, for people
 * @param component the part of the platform that is to blame, if one did not answer at all
 */
public record ProbeVerdict(
    String service,
    String kind,
    boolean up,
    Instant since,
    String evidence,
    Optional<PlatformComponent> component) {}
