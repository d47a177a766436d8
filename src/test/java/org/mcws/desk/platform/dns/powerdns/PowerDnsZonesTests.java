package org.mcws.desk.platform.dns.powerdns;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept with the sandbox's name server. */
class PowerDnsZonesTests extends DnsZonesContract {

  @RegisterExtension static final SandboxDns SERVER = new SandboxDns();

  @Override
  DnsServerUnderTest server() {
    return SERVER.address();
  }
}
