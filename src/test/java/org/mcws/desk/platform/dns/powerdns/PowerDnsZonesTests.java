package org.mcws.desk.platform.dns.powerdns;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept with the sandbox's name server. */
class PowerDnsZonesTests extends PowerDnsContract {

  @RegisterExtension static final SandboxDns SERVER = new SandboxDns();

  @Override
  protected DnsServerUnderTest stage() {
    return SERVER.address();
  }
}
