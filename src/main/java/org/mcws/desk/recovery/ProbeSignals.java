package org.mcws.desk.recovery;

import java.util.List;
import java.util.Locale;
import org.mcws.desk.recovery.alert.OwnSource;
import org.mcws.desk.status.ProbeKind;
import org.mcws.desk.status.events.ProbeVerdict;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The desk's own probes are a source of signals like any other. */
@Component
class ProbeSignals {

  private final Signals signals;

  ProbeSignals(Signals signals) {
    this.signals = signals;
  }

  /** In the transaction in which the verdict is noted: both are kept, or none is. */
  @EventListener
  void hear(ProbeVerdict verdict) {
    String kind = verdict.kind().toLowerCase(Locale.ROOT);
    Report report =
        Report.ofService(
            verdict.service() + "/" + kind,
            verdict.up(),
            verdict.service(),
            "The probe " + kind + " is bad",
            verdict.evidence(),
            verdict.since());
    boolean outage = ProbeKind.valueOf(verdict.kind()).meansOutage();
    Report blaming = report.blaming(verdict.component().map(Cause::ofComponent).map(Cause::name));
    signals.take(OwnSource.PROBE.label(), List.of(outage ? blaming : blaming.asWarning()));
  }
}
