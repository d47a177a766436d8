package org.mcws.desk.platform.dns.update;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.mcws.desk.platform.dns.DnsStage;
import org.mcws.desk.platform.dns.DnsZonesContract;

/** The contract, kept with a real BIND. */
class DynamicZonesIT extends DnsZonesContract {

  @RegisterExtension static final RealBind SERVER = new RealBind();

  @Override
  protected DnsStage stage() {
    return SERVER.address();
  }
}
