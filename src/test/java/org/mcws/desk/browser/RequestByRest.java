package org.mcws.desk.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** A request that is accepted at once, so that its owners are asked. */
final class RequestByRest {

  private RequestByRest() {}

  /** Asks for this community with the owners {@code one@} and {@code two@} its own test domain. */
  static void send(TestRestTemplate http, String slug) {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    String body =
        """
        {"community": {"slug": "%1$s", "name": "Community %1$s", "languages": ["en"]},
         "requester": {"name": "Rita", "email": "rita@%1$s.test", "vouched": true},
         "project": {"summary": "A site.", "audience": "Spain", "expectedMonthlyVisitors": 10,
                     "establishedOn": "2020-03-01", "maintainer": "Mario"},
         "owners": [{"name": "One", "email": "one@%1$s.test"},
                    {"name": "Two", "email": "two@%1$s.test"}],
         "services": [{"kind": "site", "name": "site", "blueprint": "static",
                       "host": "www.%1$s.example"}]}
        """
            .formatted(slug);
    assertThat(
            http.withBasicAuth("ops", "ops")
                .postForEntity("/api/onboardings", new HttpEntity<>(body, headers), String.class)
                .getStatusCode())
        .isEqualTo(HttpStatus.ACCEPTED);
  }
}
