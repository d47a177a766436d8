package org.mcws.desk.platform.dns.powerdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.mcws.desk.platform.dns.powerdns.DnsServerUnderTest.ZONES;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The sandbox's name server does what a real PowerDNS does, good requests and bad. */
class SandboxHonestyIT {

  @RegisterExtension static final RealPowerDns REAL = new RealPowerDns();
  @RegisterExtension static final SandboxDns SANDBOX = new SandboxDns();

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String HOME = ZONES + "/home.test.";

  @BeforeAll
  static void makeZones() {
    for (DnsServerUnderTest server : List.of(REAL.address(), SANDBOX.address())) {
      // The sandbox starts with a zone that the other one lacks.
      server.send("DELETE", ZONES + "/example.", null);
      for (String zone : List.of("home.test.", "child.home.test.", "scratch.test.")) {
        send(
            server,
            "POST",
            ZONES,
            "{'name': '%s', 'kind': 'Native', 'nameservers': ['ns1.home.test.', 'ns.far.test.']}"
                .formatted(zone),
            201);
      }
      for (Map.Entry<String, List<String>> set : homeRecords()) {
        String[] nameAndType = set.getKey().split(" ");
        String body = replace(nameAndType[0], nameAndType[1], 300, set.getValue());
        send(server, "PATCH", HOME, body, 204);
      }
      send(
          server,
          "PATCH",
          ZONES + "/child.home.test.",
          replace("www.child.home.test.", "A", 300, List.of("192.0.2.50")),
          204);
    }
  }

  private static List<Map.Entry<String, List<String>>> homeRecords() {
    return List.of(
        Map.entry("ns1.home.test. A", List.of("192.0.2.1")),
        Map.entry("www.home.test. A", List.of("192.0.2.10", "192.0.2.11")),
        Map.entry("www.home.test. TXT", List.of("\"hello\" \"world\"")),
        Map.entry("home.test. MX", List.of("10 mail.home.test.", "20 mail.far.test.")),
        Map.entry("mail.home.test. A", List.of("192.0.2.40")),
        Map.entry("_imaps._tcp.home.test. SRV", List.of("0 1 993 mail.home.test.")),
        Map.entry("alias.home.test. CNAME", List.of("www.home.test.")),
        Map.entry("alias2.home.test. CNAME", List.of("alias.home.test.")),
        Map.entry("away.home.test. CNAME", List.of("www.far.test.")),
        Map.entry("dangling.home.test. CNAME", List.of("nothing.home.test.")),
        Map.entry("loop1.home.test. CNAME", List.of("loop2.home.test.")),
        Map.entry("loop2.home.test. CNAME", List.of("loop1.home.test.")),
        Map.entry("tochild.home.test. CNAME", List.of("www.child.home.test.")),
        Map.entry("tosub.home.test. CNAME", List.of("www.sub.home.test.")),
        Map.entry("*.wild.home.test. A", List.of("192.0.2.20")),
        Map.entry("exact.wild.home.test. TXT", List.of("\"x\"")),
        Map.entry("*.wildalias.home.test. CNAME", List.of("www.home.test.")),
        Map.entry("sub.home.test. NS", List.of("ns1.sub.home.test.", "ns.far.test.")),
        Map.entry("ns1.sub.home.test. A", List.of("192.0.2.53")),
        Map.entry("deep.er.empty.home.test. A", List.of("192.0.2.30")),
        Map.entry(
            "big.home.test. A",
            Stream.iterate(1, i -> i + 1).limit(100).map(i -> "192.0.3." + i).toList()));
  }

  @ParameterizedTest
  @CsvSource({
    "home.test, SOA",
    "home.test, NS",
    "home.test, MX",
    "home.test, TXT",
    "home.test, ANY",
    "home.test, DS",
    "www.home.test, A",
    "WwW.hOmE.tEst, A",
    "www.home.test, AAAA",
    "www.home.test, TXT",
    "nothing.home.test, A",
    "a.b.nothing.home.test, A",
    "er.empty.home.test, A",
    "empty.home.test, TXT",
    "_imaps._tcp.home.test, SRV",
    "_tcp.home.test, SRV",
    "alias.home.test, A",
    "alias2.home.test, A",
    "alias.home.test, CNAME",
    "alias.home.test, MX",
    "alias.home.test, ANY",
    "away.home.test, A",
    "dangling.home.test, A",
    "loop1.home.test, A",
    "tochild.home.test, A",
    "tosub.home.test, A",
    "x.wild.home.test, A",
    "x.y.wild.home.test, A",
    "x.wild.home.test, TXT",
    "exact.wild.home.test, A",
    "x.exact.wild.home.test, A",
    "wild.home.test, A",
    "*.wild.home.test, A",
    "x.wildalias.home.test, A",
    "sub.home.test, NS",
    "sub.home.test, A",
    "www.sub.home.test, A",
    "ns1.sub.home.test, A",
    "sub.home.test, DS",
    "sub.home.test, SOA",
    "child.home.test, SOA",
    "child.home.test, NS",
    "child.home.test, DS",
    "www.child.home.test, A",
    "x.child.home.test, A",
    "far.test, A",
    "test, SOA",
    "., NS",
    "big.home.test, A"
  })
  void answersAsPowerDnsDoes(String name, String type) {
    assertThat(answers(SANDBOX.address(), name, type, false))
        .isEqualTo(answers(REAL.address(), name, type, false));
    assertThat(answers(SANDBOX.address(), name, type, true))
        .isEqualTo(answers(REAL.address(), name, type, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 512, 900, 1232, 4096, 65_535})
  void cutsAnswersAsPowerDnsDoes(int size) throws IOException {
    List<String> answers = new ArrayList<>();
    for (DnsServerUnderTest server : List.of(SANDBOX.address(), REAL.address())) {
      SimpleResolver resolver = server.resolver(false);
      resolver.setIgnoreTruncation(true);
      resolver.setEDNS(size == 0 ? -1 : 0, size, 0, List.of());
      answers.add(describe(resolver.send(query("big.home.test", Type.A))));
    }
    assertThat(answers.get(0)).contains("tc").isEqualTo(answers.get(1));
  }

  @Test
  void givesNoZoneAway() throws IOException {
    List<Integer> rcodes = new ArrayList<>();
    for (DnsServerUnderTest server : List.of(SANDBOX.address(), REAL.address())) {
      rcodes.add(rcodeOverTcp(server, query("home.test", Type.AXFR)));
    }
    assertThat(rcodes.get(0)).isEqualTo(rcodes.get(1)).isNotEqualTo(Rcode.NOERROR);
  }

  @TestFactory
  Stream<DynamicTest> answersRequestsAsPowerDnsDoes() {
    return requests().stream()
        .map(
            request ->
                DynamicTest.dynamicTest(
                    request.toString(),
                    () ->
                        assertThat(exchange(SANDBOX.address(), request))
                            .isEqualTo(exchange(REAL.address(), request))));
  }

  private static List<Request> requests() {
    String scratch = ZONES + "/scratch.test.";
    List<Request> requests = new ArrayList<>();
    for (String path :
        List.of(
            "/api/v1/servers",
            "/api/v1/servers/localhost",
            "/api/v1/servers/other",
            "/api/v1/servers/other/zones",
            "/api/v1/nothing",
            ZONES,
            ZONES + "/",
            ZONES + "?zone=home.test.",
            ZONES + "?zone=HOME.test.",
            ZONES + "?zone=home.test",
            ZONES + "?zone=double..test.",
            ZONES + "?zone=two%20words.test.",
            ZONES + "?zone=none.test.",
            ZONES + "/none.test.",
            ZONES + "/home.test",
            ZONES + "/HOME.test.",
            ZONES + "/home=2Etest.",
            ZONES + "/double..test.",
            ZONES + "/home=ZZtest.",
            HOME,
            HOME + "?rrsets=false",
            HOME + "?rrset_name=www.home.test.&rrset_type=A",
            HOME + "?rrset_name=www.home.test.",
            HOME + "?rrset_name=www.home.test",
            HOME + "?rrset_name=none.home.test.&rrset_type=A",
            HOME + "?rrset_type=A",
            HOME + "/export",
            HOME + "/nothing",
            HOME + "/metadata",
            HOME + "/metadata/ALLOW-AXFR-FROM",
            HOME + "/metadata/X-OURS",
            HOME + "/metadata/SOA-EDIT-API",
            HOME + "/metadata/NONSENSE",
            ZONES + "/none.test./export",
            ZONES + "/none.test./metadata",
            search("q=www*"),
            search("q=home.test"),
            search("q=192.0.2.1"),
            search("q=*wild*&object_type=record"),
            search("q=*&object_type=zone"),
            search("q=ns?.home.test&max=50"),
            search("q="),
            search("q=a&max=0"),
            search("q=a&max=x"),
            search("q=a&object_type=x"))) {
      requests.add(new Request("GET", path, null, true, true));
      requests.add(new Request("GET", path, null, false, true));
    }
    requests.add(new Request("GET", ZONES, null, true, false));
    requests.add(new Request("GET", ZONES, null, false, false));
    for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
      requests.add(new Request(method, ZONES, "no json", false, true));
      requests.add(new Request(method, ZONES + "/none.test.", "{}", true, true));
    }
    requests.add(new Request("POST", HOME, "{}", true, true));
    for (String body : creations()) {
      requests.add(new Request("POST", ZONES, body.replace('\'', '"'), false, true));
    }
    for (String body : changes()) {
      requests.add(new Request("PATCH", scratch, body, false, true));
      requests.add(new Request("GET", scratch, null, false, true));
    }
    for (String content : contents()) {
      String type = content.substring(0, content.indexOf(' '));
      String data = content.substring(content.indexOf(' ') + 1);
      requests.add(
          new Request(
              "PATCH",
              scratch,
              replace("content.scratch.test.", type, 60, List.of(data)),
              false,
              true));
      requests.add(
          new Request(
              "PATCH",
              scratch,
              replace("content.scratch.test.", type, 60, List.of()),
              false,
              true));
    }
    requests.add(
        new Request("GET", scratch + "?rrset_name=scratch.test.&rrset_type=NS", null, true, true));
    requests.add(new Request("GET", search("q=*note*"), null, true, true));
    requests.add(new Request("GET", scratch + "/export", null, true, true));
    for (String body :
        List.of(
            "{'account': 'somebody'}",
            "{'kind': 'master'}",
            "{'kind': 5}",
            "{}",
            "nonsense",
            "{'soa_edit_api': ''}",
            "{'soa_edit_api': 'DEFAULT', 'api_rectify': true}")) {
      requests.add(new Request("PUT", scratch, body.replace('\'', '"'), false, true));
      requests.add(new Request("GET", scratch + "?rrsets=false", null, false, true));
    }
    requests.add(new Request("DELETE", scratch, null, false, true));
    requests.add(new Request("DELETE", scratch, null, false, true));
    requests.add(new Request("GET", ZONES, null, false, true));
    return requests;
  }

  private static String search(String query) {
    return "/api/v1/servers/localhost/search-data?" + query;
  }

  private static List<String> creations() {
    return List.of(
        "{'name': 'home.test.', 'kind': 'Native'}",
        "{'name': 'home.test.'}",
        "{'name': 'new1.test.', 'kind': 'Native', 'nameservers': ['ns1.far.test.'],"
            + " 'account': 'us', 'soa_edit_api': 'DEFAULT'}",
        "{'name': 'new2.test.', 'kind': 'nonsense'}",
        "{'name': 'new3.test.', 'kind': 'Master', 'nameservers': []}",
        "{'name': 'NEW4.Test.', 'kind': 'Native', 'nameservers': ['NS1.Far.test.']}",
        "{'name': 'new5.test', 'kind': 'Native'}",
        "{'name': 'new5.test.'}",
        "{'kind': 'Native'}",
        "{'name': 5, 'kind': 'Native'}",
        "{'name': '', 'kind': 'Native'}",
        "{'name': 'double..test.', 'kind': 'Native'}",
        "{'name': 'two words.test.', 'kind': 'Native'}",
        "{'name': 'gemüse.test.', 'kind': 'Native'}",
        "{'name': '" + "a".repeat(64) + ".test.', 'kind': 'Native'}",
        "{'name': '" + "abcdefghi.".repeat(26) + "', 'kind': 'Native'}",
        "{'name': 'new6.test.', 'kind': 'Native', 'nameservers': ['ns1.far.test']}",
        "{'name': 'new6.test.', 'kind': 'Native', 'nameservers': ['']}",
        "{'name': 'new6.test.', 'kind': 'Native', 'nameservers': 'ns1.far.test.'}",
        "{'name': 'new7.test.', 'kind': 'Native', 'nameservers': ['ns1.far.test.'], 'rrsets':"
            + " [{'name': 'new7.test.', 'type': 'NS', 'ttl': 60, 'records': [{'content':"
            + " 'ns2.far.test.'}]}]}",
        "{'name': 'new8.test.', 'kind': 'Native', 'nameservers': [], 'rrsets':"
            + " [{'name': 'new8.test.', 'type': 'NS', 'ttl': 60, 'records': [{'content':"
            + " 'ns2.far.test.'}], 'comments': [{'content': 'note', 'account': 'us'}]}]}",
        "{'name': 'new9.test.', 'kind': 'Native', 'rrsets':"
            + " [{'name': 'www.new9.test.', 'type': 'A', 'ttl': 60, 'records': [{'content':"
            + " '1.2.3.x'}]}]}",
        "{'name': 'new9.test.', 'kind': 'Native', 'rrsets':"
            + " [{'name': 'www.far.test.', 'type': 'A', 'ttl': 60, 'records': [{'content':"
            + " '192.0.2.1'}]}]}",
        "{'name': 'new9.test.', 'kind': 'Native', 'rrsets':"
            + " [{'name': 'new9.test.', 'type': 'SOA', 'ttl': 60, 'records': [{'content':"
            + " 'ns1.far.test. us.far.test. 1 2 3 4 5'}]}]}",
        "[]",
        "'text'",
        "",
        "{'name': 'cut.test.',");
  }

  private static List<String> changes() {
    String a = "www.scratch.test.";
    return List.of(
        replace(a, "A", 300, List.of("192.0.2.1")),
        replace("WWW.Scratch.test.", "A", 300, List.of("192.0.2.2")),
        replace(a, "CNAME", 300, List.of("far.test.")),
        replace("alias.scratch.test.", "CNAME", 300, List.of("far.test.")),
        replace("alias.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("alias.scratch.test.", "CNAME", 300, List.of("a.test.", "b.test.")),
        replace("scratch.test.", "CNAME", 300, List.of("far.test.")),
        replace("www.home.test.", "A", 300, List.of("192.0.2.1")),
        replace("www.scratch.test", "A", 300, List.of("192.0.2.1")),
        replace("double..scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("two words.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("gemüse.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("*.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("a.*.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("under_score.scratch.test.", "A", 300, List.of("192.0.2.1")),
        replace("", "A", 300, List.of("192.0.2.1")),
        replace("dup.scratch.test.", "A", 300, List.of("192.0.2.1", "192.0.2.1")),
        replace("odd.scratch.test.", "BOGUS", 300, List.of("x")),
        replace("odd.scratch.test.", "OPT", 300, List.of("x")),
        replace("odd.scratch.test.", "a", 300, List.of("192.0.2.1")),
        replace("www.scratch.test.", "SOA", 300, List.of("a. b. 1 2 3 4 5")),
        replace("scratch.test.", "SOA", 300, List.of("a. b. 1 2 3 4 5")),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'changetype': 'REPLACE',"
                + " 'records': [{'content': '192.0.2.1'}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'ttl': '60', 'changetype':"
                + " 'replace', 'records': [{'content': '192.0.2.1'}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'ttl': 60,"
                + " 'records': [{'content': '192.0.2.1'}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'EXTEND', 'records': [{'content': '192.0.2.1'}]}]}"),
        json("{'rrsets': [{'type': 'A', 'ttl': 60, 'changetype': 'REPLACE', 'records': []}]}"),
        json("{'rrsets': [{'name': 'www.scratch.test.', 'changetype': 'REPLACE'}]}"),
        json("{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'changetype': 'REPLACE'}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'REPLACE', 'records': [{'disabled': true}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'REPLACE', 'records': [{'content': '192.0.2.9', 'disabled': true}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'changetype': 'REPLACE',"
                + " 'comments': [{'content': 'a note', 'account': 'us'}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'changetype': 'REPLACE',"
                + " 'comments': [{'content': 'note'}]}]}"),
        json(
            "{'rrsets': [{'name': 'www.scratch.test.', 'type': 'A', 'changetype': 'REPLACE',"
                + " 'comments': [{'account': 'us'}]}]}"),
        replace(a, "A", 60, List.of("192.0.2.3")),
        json(
            "{'rrsets': [{'name': 'ghost.scratch.test.', 'type': 'A', 'changetype': 'REPLACE',"
                + " 'comments': [{'content': 'a note without records', 'account': 'us'}]}]}"),
        replace(a, "A", 60, List.of()),
        replace(a, "A", 60, List.of("192.0.2.3")),
        json(
            "{'rrsets': [{'name': 'both.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'REPLACE', 'records': [{'content': '192.0.2.1'}]}, {'name':"
                + " 'both.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype': 'REPLACE',"
                + " 'records': [{'content': '192.0.2.2'}]}]}"),
        json(
            "{'rrsets': [{'name': 'both.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'REPLACE', 'records': [{'content': '192.0.2.1'}]}, {'name':"
                + " 'both.scratch.test.', 'type': 'CNAME', 'ttl': 60, 'changetype': 'REPLACE',"
                + " 'records': [{'content': 'far.test.'}]}]}"),
        json(
            "{'rrsets': [{'name': 'good.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype':"
                + " 'REPLACE', 'records': [{'content': '192.0.2.1'}]}, {'name':"
                + " 'bad.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype': 'REPLACE',"
                + " 'records': [{'content': 'x'}]}]}"),
        json(
            "{'rrsets': [{'name': 'alias.scratch.test.', 'type': 'CNAME', 'changetype': 'DELETE'},"
                + " {'name': 'alias.scratch.test.', 'type': 'A', 'ttl': 60, 'changetype': 'REPLACE',"
                + " 'records': [{'content': '192.0.2.2'}]}]}"),
        json("{'rrsets': [{'name': 'none.scratch.test.', 'type': 'A', 'changetype': 'DELETE'}]}"),
        json("{'rrsets': [{'name': 'ghost.scratch.test.', 'type': 'A', 'changetype': 'DELETE'}]}"),
        json("{'rrsets': [{'name': 'www.home.test.', 'type': 'A', 'changetype': 'DELETE'}]}"),
        json("{'rrsets': []}"),
        json("{'rrsets': {}}"),
        json("{}"),
        json("[]"),
        json("nonsense"),
        "");
  }

  private static List<String> contents() {
    return List.of(
        "A 192.0.2.300",
        "A 192.0.2.x",
        "A 192.0.2",
        "A 192.0.2.",
        "A 192..2.1",
        "A 1.2.3.4.5",
        "A ",
        "A 192.0.2.1 5",
        "A far.test.",
        "A 2001:db8::1",
        "A 01.2.3.4",
        "A  1.2.3.4",
        "AAAA 192.0.2.1",
        "AAAA zz::1",
        "AAAA 2001:DB8:0:0::1",
        "AAAA ::ffff:192.0.2.1",
        "AAAA 2001:db8:0:1:0:0:0:1",
        "AAAA ::",
        "TXT plain",
        "TXT two words",
        "TXT \"quoted\"",
        "TXT \"half",
        "TXT \"a\" \"b\"",
        "TXT \"a\" b",
        "TXT \"a\" b \"c\"",
        "TXT a;b",
        "TXT \"v=spf1; a\\\"b\"",
        "TXT \"\\195\\188\"",
        "TXT ",
        "MX mail.far.test.",
        "MX 10 mail.far.test",
        "MX 10 mail.far.test.",
        "MX x mail.far.test.",
        "MX 70000 mail.far.test.",
        "MX 10 mail.far.test. x",
        "MX 10",
        "MX 010 mail.far.test.",
        "MX 10 a..b.",
        "CNAME far.test",
        "CNAME ",
        "CNAME a b",
        "CNAME Far.test.",
        "NS far.test",
        "NS ns.far.test.",
        "PTR far.test.",
        "PTR far",
        "SRV 1 2 3 far.test",
        "SRV 1 2 far.test.",
        "SRV 1 2 3 far.test.",
        "SRV 1 2 3 .",
        "CAA 0 issue \"ca.test\"",
        "CAA 0 issue ca.test",
        "CAA 0 issue ca",
        "CAA 0 issue",
        "CAA 300 issue \"a\"",
        "DS 12345 13 2 CE0EB9E59EE1DE2C681A330E3A7C08376F28602CDF990EE4EC88D2A8BDB51539",
        "SSHFP 1 1 bf6b6825d2977c511a475bbefb88aad54a92ac73",
        "TLSA 3 1 1 CE0EB9E59EE1DE2C681A330E3A7C08376F28602CDF990EE4EC88D2A8BDB51539");
  }

  /** Zones as people really have them: every record set is taken or refused alike, and served. */
  @TestFactory
  Stream<DynamicTest> keepsPublishedZonesAsPowerDnsDoes() throws IOException {
    String samples = System.getProperty("samples", "");
    Path folder = Path.of(samples, "10-dns-rdap");
    assumeTrue(
        !samples.isEmpty() && Files.isDirectory(folder),
        "no published zones: run Maven with -Dsamples=FOLDER");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(".zone"))
          .sorted(Comparator.naturalOrder())
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
    }
  }

  private static void compare(Path file) throws IOException {
    String zone = file.getFileName().toString().replaceAll("^octodns-|\\.zone.*", "") + ".";
    List<RRset> sets = ZoneFiles.read(file, zone);
    String creation = "{'name': '%s', 'kind': 'Native'}".formatted(zone).replace('\'', '"');
    for (DnsServerUnderTest server : List.of(REAL.address(), SANDBOX.address())) {
      send(server, "POST", ZONES, creation, 201);
    }
    assertThat(sets).hasSizeGreaterThan(3);
    for (RRset set : sets) {
      String name = set.getName().toString();
      String type = Type.string(set.getType());
      List<String> contents = set.rrs().stream().map(ZoneFiles::content).toList();
      Request request =
          new Request(
              "PATCH",
              ZONES + "/" + zone,
              replace(name, type, set.getTTL(), contents),
              false,
              true);
      assertThat(exchange(SANDBOX.address(), request))
          .as(name + " " + type)
          .isEqualTo(exchange(REAL.address(), request));
      assertThat(answers(SANDBOX.address(), name, type, true))
          .isEqualTo(answers(REAL.address(), name, type, true));
    }
  }

  private static String replace(String name, String type, long ttl, List<String> contents) {
    ObjectNode set = JSON.createObjectNode();
    set.put("name", name).put("type", type).put("ttl", ttl).put("changetype", "REPLACE");
    ArrayNode records = set.putArray("records");
    contents.forEach(content -> records.addObject().put("content", content).put("disabled", false));
    ObjectNode document = JSON.createObjectNode();
    document.putArray("rrsets").add(set);
    return document.toString();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static void send(
      DnsServerUnderTest server, String method, String path, String body, int status) {
    String json = body.startsWith("{'") ? json(body) : body;
    HttpResponse<String> response = server.send(method, path, json);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
  }

  /** Status, kind of content and content, in which order does not count. */
  private static String exchange(DnsServerUnderTest server, Request request) {
    List<String> headers = new ArrayList<>();
    if (request.json) {
      headers.addAll(List.of("Accept", "application/json"));
    }
    if (request.key) {
      headers.addAll(List.of("X-API-Key", server.key()));
    }
    HttpResponse<String> response =
        server.send(request.method, request.path, request.body, headers.toArray(String[]::new));
    String body = response.body();
    String type = response.headers().firstValue("Content-Type").orElse("");
    try {
      body =
          type.startsWith("application/json")
              ? normal(JSON.readTree(body)).toString()
              : sorted(body);
    } catch (JsonProcessingException e) {
      body = "not JSON: " + body;
    }
    return response.statusCode() + " " + (body.isEmpty() ? "" : type) + " " + body;
  }

  private static JsonNode normal(JsonNode node) {
    if (node instanceof ArrayNode array) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(item -> items.add(normal(item)));
      items.sort(Comparator.comparing(JsonNode::toString));
      return JSON.createArrayNode().addAll(items);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode sorted = JSON.createObjectNode();
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.sort(null);
      names.remove("modified_at");
      names.forEach(name -> sorted.set(name, normal(object.get(name))));
      return sorted;
    }
    return node.isTextual() ? JSON.getNodeFactory().textNode(sorted(node.textValue())) : node;
  }

  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }

  private static String answers(DnsServerUnderTest server, String name, String type, boolean tcp) {
    return describe(server.ask(name, type, tcp));
  }

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }

  /** By hand, since dnsjava would start a transfer of its own. */
  private static int rcodeOverTcp(DnsServerUnderTest server, Message query) throws IOException {
    URI address = URI.create("dns://" + server.dns());
    try (Socket socket = new Socket(address.getHost(), address.getPort());
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      byte[] wire = query.toWire();
      out.writeShort(wire.length);
      out.write(wire);
      byte[] answer = new byte[in.readUnsignedShort()];
      in.readFully(answer);
      return new Message(answer).getRcode();
    }
  }

  private static String describe(Message answer) {
    StringBuilder text = new StringBuilder(Rcode.string(answer.getRcode()));
    text.append(answer.getHeader().getFlag(Flags.AA) ? " aa" : "");
    text.append(answer.getHeader().getFlag(Flags.TC) ? " tc" : "");
    text.append(answer.getHeader().getFlag(Flags.RA) ? " ra" : "");
    text.append(answer.getOPT() == null ? "" : " edns");
    for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
      text.append('\n').append(Section.longString(section));
      answer.getSection(section).stream()
          .filter(record -> record.getType() != Type.OPT)
          .map(record -> "\n  " + record)
          .sorted()
          .forEach(text::append);
    }
    return text.toString();
  }

  private record Request(String method, String path, String body, boolean json, boolean key) {

    @Override
    public String toString() {
      return method
          + " "
          + path
          + (body == null ? "" : " " + (body.length() > 150 ? body.substring(0, 150) : body))
          + (json ? " as JSON" : "")
          + (key ? "" : " without key");
    }
  }
}
