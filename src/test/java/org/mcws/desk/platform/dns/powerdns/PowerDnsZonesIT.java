package org.mcws.desk.platform.dns.powerdns;

import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, kept with a real PowerDNS. */
class PowerDnsZonesIT extends PowerDnsContract {

  @RegisterExtension static final RealPowerDns SERVER = new RealPowerDns();

  @Override
  protected DnsServerUnderTest stage() {
    return SERVER.address();
  }
}
