package org.mcws.desk.onboarding.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mcws.desk.engine.ProcessTest;
import org.mcws.desk.onboarding.request.Findings.Finding;
import org.mcws.desk.onboarding.request.Plan.PlannedMailDomain;
import org.mcws.desk.platform.hosting.App;
import org.springframework.beans.factory.annotation.Autowired;

/** What may be asked for, what becomes of it, and what people are told otherwise. */
@ProcessTest
class OnboardingRequestTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String GOOD =
      """
      {"community": {"slug": "hispano", "name": "Hispano", "languages": ["es"]},
       "requester": {"name": "Rosa", "email": "rosa@hispano.org"},
       "project": {"summary": "Pages", "audience": "Spain", "expectedMonthlyVisitors": 10,
                   "establishedOn": "2015-05-01", "maintainer": "Ana"},
       "owners": [{"name": "Ana", "email": "ana@hispano.org"}],
       "services": [{"kind": "worker", "name": "bot", "image": "bot:1"}]}
      """;

  @Autowired private RequestReader reader;
  @Autowired private Planner planner;

  @Test
  void whatIsNotGivenHasADefault() {
    Findings findings = new Findings();
    OnboardingRequest request = read(good(), findings);
    assertThat(findings.all()).isEmpty();
    assertThat(request.community().timeZone()).isEqualTo("UTC");
    assertThat(request.requester().vouched()).isFalse();
    assertThat(request.owners().get(0).language()).isEqualTo("en");
    assertThat(request.services().get(0).resources().memory()).isEqualTo(256);
    assertThat(reader.read(reader.write(request))).isEqualTo(request);
  }

  /** Tasklist sends empty texts and objects for what nobody filled in. */
  @Test
  void emptyFieldsOfAFormCountAsNotGiven() {
    ObjectNode body = good();
    ((ObjectNode) body.get("community")).put("timeZone", "  ");
    ((ArrayNode) body.get("owners")).addObject().put("name", "").putNull("email");
    ((ArrayNode) body.get("services")).addObject().putArray("mailboxes").addObject();
    Findings findings = new Findings();
    OnboardingRequest request = read(body, findings);
    assertThat(findings.all()).isEmpty();
    assertThat(request.owners()).hasSize(1);
    assertThat(request.services()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/community                       | null                      | /community                       | is missing",
        "/community/slug                  | 'Hispano'                 | /community/slug                  | such as mozilla-hispano",
        "/community/slug                  | 'h'                       | /community/slug                  | 2 to 39",
        "/community/slug                  | 'hispano-'                | /community/slug                  | such as",
        "/community/slug                  | 7                         | /community/slug                  | 2 to 39",
        "/community/name                  | null                      | /community/name                  | is missing: give it",
        "/community/name                  | x201                      | /community/name                  | at most 200 characters",
        "/community/languages             | []                        | /community/languages             | at least one language",
        "/community/languages             | ['xx']                    | /community/languages/0           | such as en or pt-BR",
        "/community/timeZone              | 'Madrid'                  | /community/timeZone              | Europe/Madrid",
        "/community/slgu                  | 'x'                       | /community/slgu                  | use one of",
        "/requester/email                 | 'rosa'                    | /requester/email                 | such as anna@example.org",
        "/requester/email                 | 'r@x.org\\nBcc: e@x.org'  | /requester/email                 | line break or control character",
        "/requester/vouched               | 'yes'                     | /requester/vouched               | wrong type",
        "/project/summary                 | x2001                     | /project/summary                 | at most 2,000",
        "/project/audience                | x501                      | /project/audience                | at most 500",
        "/project/maintainer              | x201                      | /project/maintainer              | at most 200",
        "/project/expectedMonthlyVisitors | -1                        | /project/expectedMonthlyVisitors | 0 or more",
        "/project/expectedMonthlyVisitors | 100000001                 | /project/expectedMonthlyVisitors | 100,000,000 or less",
        "/project/expectedMonthlyVisitors | 1.5                       | /project/expectedMonthlyVisitors | wrong type",
        "/project/establishedOn           | '2999-01-01'              | /project/establishedOn           | not in the future",
        "/project/establishedOn           | 'long ago'                | /project/establishedOn           | wrong type",
        "/owners                          | null                      | /owners                          | at least one owner",
        "/owners                          | {}                        | /owners                          | at least one owner",
        "/owners                          | {'name': 'Ana'}           | /owners                          | wrong type",
        "/services                        | []                        | /services                        | at least one service",
      })
  void whatIsWrongIsNamedWithItsRemedy(String at, String value, String field, String words) {
    ObjectNode body = good();
    set(body, at, value(value));
    Findings findings = new Findings();
    read(body, findings);
    assertThat(findings.all()).extracting(Finding::field).containsExactly(field);
    assertThat(findings.all().get(0).message()).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'kind': 'castle', 'name': 'a'}                                                       | /kind        | must be one of site, worker",
        "{'kind': 'scheduled', 'name': 'a', 'image': 'a:1'}                                    | /schedule    | say when it runs",
        "{'name': 'a'}                                                                         | /kind        | is missing: site, worker",
        "{'kind': 'worker', 'image': 'a:1'}                                                    | /name        | is missing",
        "{'kind': 'worker', 'name': 'Bot', 'image': 'a:1'}                                     | /name        | such as blog",
        "{'kind': 'worker', 'name': 'a/b', 'image': 'a:1'}                                     | /name        | such as blog",
        "{'kind': 'worker', 'name': 'a'}                                                       | /image       | name the image",
        "{'kind': 'worker', 'name': 'a', 'image': 'a'}                                         | /image       | tag or digest",
        "{'kind': 'worker', 'name': 'a', 'image': 'a:1', 'port': 80}                           | /port        | leave it out",
        "{'kind': 'worker', 'name': 'a', 'image': 'a:1', 'host': 'a.example'}                  | /host        | leave it out",
        "{'kind': 'worker', 'name': 'a', 'image': 'a:1', 'resources': {'memory': 9000}}        | /resources/memory | 16 to 8192",
        "{'kind': 'worker', 'name': 'a', 'image': 'a:1', 'resources': {'cpus': 9}}             | /resources/cpus   | 0.01 to 4",
        "{'kind': 'worker', 'name': 'a', 'image': 'a:1', 'resources': {'instances': 11}}       | /resources/instances | 1 to 10",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example'}                                    | /image       | a blueprint or an image",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'image': 'a:1'}                    | /port        | on which port",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'image': 'a:1', 'port': 70000}     | /port        | 1 to 65535",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'blueprint': 'drupal'}             | /blueprint   | static, wordpress",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'blueprint': 'static', 'image': 'a:1'} | /image   | leave one of them out",
        "{'kind': 'site', 'name': 'a', 'blueprint': 'static'}                                  | /host        | that visitors type",
        "{'kind': 'site', 'name': 'a', 'host': 'a.elsewhere.org', 'blueprint': 'static'}       | /host        | zones: .example",
        "{'kind': 'site', 'name': 'a', 'host': 'example', 'blueprint': 'static'}               | /host        | such as blog.hispano.example",
        "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'blueprint': 'static', 'healthPath': 'x'} | /healthPath | such as /health",
        "{'kind': 'domain', 'name': 'a.elsewhere.org'}                                         | /name        | in one of the",
        "{'kind': 'domain', 'name': 'a.example', 'mailboxes': ['ana']}                         | /mailboxes   | leave it out",
        "{'kind': 'mailbox', 'name': 'ana'}                                                    | /host        | name the mail domain",
        "{'kind': 'mailbox', 'name': 'ana@a.example'}                                          | /name        | ask for the mail-domain a.example",
        "{'kind': 'mail-domain', 'name': 'a.example', 'mailboxes': ['an a']}                   | /mailboxes/0/name | such as info",
        "{'kind': 'mail-domain', 'name': 'a.example', 'mailboxes': ['a..b']}                   | /mailboxes/0/name | such as info",
        "{'kind': 'mail-domain', 'name': 'a.example', 'mailboxes': ['ana', 'ANA']}             | /mailboxes/1/name | asked for twice",
        "{'kind': 'mail-domain', 'name': 'a.example', 'mailboxes': [{'name': 'ana', 'quotaMiB': 5}]} | /mailboxes/0/quotaMiB | 10 to 51200",
        "{'kind': 'mail-domain', 'name': 'a.example', 'aliases': [{'name': 'info'}]}           | /aliases/0/targets | where its mail goes",
        "{'kind': 'mail-domain', 'name': 'a.example', 'aliases': [{'name': 'info', 'targets': ['ben']}]} | /aliases/0/targets | no mailbox of this request",
        "{'kind': 'alias', 'name': 'info@a.example'}                                           | /targets     | where its mail goes",
      })
  void aServiceThatCannotBeMadeIsNamedWithItsRemedy(String service, String field, String words) {
    List<Finding> findings = check(services(service));
    assertThat(findings).extracting(Finding::field).contains("/services/0" + field);
    if (words != null) {
      assertThat(findings)
          .filteredOn(finding -> finding.field().equals("/services/0" + field))
          .extracting(Finding::message)
          .anyMatch(message -> message.contains(words));
    }
  }

  @Test
  void namesAreGivenOnce() {
    List<Finding> findings =
        check(
            services(
                "{'kind': 'site', 'name': 'a', 'host': 'a.example', 'blueprint': 'static'}",
                "{'kind': 'site', 'name': 'a', 'host': 'b.example', 'blueprint': 'static'}",
                "{'kind': 'site', 'name': 'c', 'host': 'A.EXAMPLE.', 'blueprint': 'static'}",
                "{'kind': 'domain', 'name': 'd.example'}",
                "{'kind': 'domain', 'name': 'd.example'}"));
    assertThat(findings)
        .extracting(Finding::field)
        .containsExactlyInAnyOrder("/services/1/name", "/services/2/host", "/services/4/name");
    assertThat(findings).extracting(Finding::message).allMatch(m -> m.contains("already"));
  }

  @Test
  void twentyOwnersAndFiftyServicesAreTheMost() {
    assertThat(check(crowd(20, 50))).isEmpty();
    assertThat(check(crowd(21, 51)))
        .containsExactlyInAnyOrder(
            new Finding("/owners", "name at most 20 owners"),
            new Finding("/services", "ask for at most 50 services in one request"));
  }

  @Test
  void aPlanSaysWhatIsMade() {
    OnboardingRequest request =
        read(
            services(
                "{'kind': 'site', 'name': 'www', 'host': 'Bücher.Example', 'blueprint': 'static'}",
                "{'kind': 'site', 'name': 'app', 'host': 'app.example', 'image': 'app:1', 'port': 3000,"
                    + " 'healthPath': '/up', 'environment': {'LANG': 'es'}, 'command': ['run', 'it'],"
                    + " 'resources': {'instances': 2}}",
                "{'kind': 'worker', 'name': 'bot', 'image': 'bot:1'}",
                "{'kind': 'domain', 'name': 'bücher.example'}",
                "{'kind': 'mailbox', 'name': 'ben', 'host': 'bücher.example', 'quotaMiB': 100}",
                "{'kind': 'mail-domain', 'name': 'bücher.example', 'mailboxes': ['Ana'],"
                    + " 'aliases': [{'name': 'info', 'to': 'ana'}]}",
                "{'kind': 'alias', 'name': 'all@xn--bcher-kva.example', 'targets': ['ana',"
                    + " 'ben@bücher.example', 'x@elsewhere.org']}"),
            new Findings());
    Findings findings = new Findings();
    Plan plan = planner.plan(request, findings);
    assertThat(findings.all()).extracting(Finding::toString).isEmpty();
    assertThat(plan.zones()).containsExactly("xn--bcher-kva.example");
    assertThat(plan.apps())
        .extracting(App::id)
        .containsExactly("/hispano/www", "/hispano/app", "/hispano/bot");
    assertThat(plan.apps().get(0).hostNames()).containsExactly("xn--bcher-kva.example");
    assertThat(plan.apps().get(1).port()).contains(3000);
    assertThat(plan.apps().get(1).instances()).isEqualTo(2);
    assertThat(plan.apps().get(2).port()).isEmpty();
    PlannedMailDomain mail = plan.mailDomains().get(0);
    assertThat(mail.mailboxes())
        .extracting(Plan.PlannedMailbox::address)
        .containsExactlyInAnyOrder("ana@xn--bcher-kva.example", "ben@xn--bcher-kva.example");
    assertThat(mail.aliases())
        .extracting(Plan.PlannedAlias::address)
        .containsExactlyInAnyOrder("info@xn--bcher-kva.example", "all@xn--bcher-kva.example");
    assertThat(planner.plan(request)).isEqualTo(plan);
  }

  private List<Finding> check(ObjectNode body) {
    Findings findings = new Findings();
    OnboardingRequest request = read(body, findings);
    if (request.services() != null && request.community() != null) {
      planner.plan(request, findings);
    }
    return findings.all();
  }

  private OnboardingRequest read(ObjectNode body, Findings findings) {
    Map<String, JsonNode> variables = new HashMap<>();
    body.properties().forEach(part -> variables.put(part.getKey(), part.getValue()));
    return reader.read(variables, findings);
  }

  private static ObjectNode crowd(int owners, int services) {
    ObjectNode body = good();
    ArrayNode people = body.putArray("owners");
    for (int i = 0; i < owners; i++) {
      people.addObject().put("name", "Ana").put("email", "ana" + i + "@hispano.org");
    }
    ArrayNode wanted = body.putArray("services");
    for (int i = 0; i < services; i++) {
      wanted.addObject().put("kind", "worker").put("name", "bot" + i).put("image", "bot:1");
    }
    return body;
  }

  private static ObjectNode services(String... services) {
    ObjectNode body = good();
    ArrayNode wanted = body.putArray("services");
    for (String service : services) {
      wanted.add(value(service));
    }
    return body;
  }

  private static ObjectNode good() {
    return (ObjectNode) value(GOOD);
  }

  private static void set(ObjectNode body, String at, JsonNode value) {
    int last = at.lastIndexOf('/');
    ((ObjectNode) body.at(at.substring(0, last))).set(at.substring(last + 1), value);
  }

  /** JSON with single quotes, or {@code x} and how many of them. */
  private static JsonNode value(String text) {
    try {
      return text.matches("x\\d+")
          ? JSON.getNodeFactory().textNode("x".repeat(Integer.parseInt(text.substring(1))))
          : JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
