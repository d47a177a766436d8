package org.mcws.desk.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.onboarding.Letters;
import org.mcws.desk.update.DeliveredSite;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Who is called about something that is down, and how they take it from their phone. */
class DutyCallsProcessTests extends RecoveryStage {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private Letters letters;

  @BeforeEach
  void letters(@Autowired Environment settings) {
    letters = new Letters(settings);
    nobodyOnDuty();
  }

  @AfterEach
  void nobodyOnDuty() {
    database.update("delete from duty_shift");
  }

  @Test
  void whoIsOnDutyIsCalledFirstThenTheSecondThenAll() {
    String first = newOps();
    String second = newOps();
    String third = newOps();
    onDuty(first, TUESDAY.minus(Duration.ofHours(2)), TUESDAY.plus(Duration.ofDays(1)));
    onDuty(second, TUESDAY.minus(Duration.ofHours(1)), TUESDAY.plus(Duration.ofDays(1)));
    Incident incident = called(site());

    assertThat(mailsTo(first, "SEV2: %")).isEqualTo(1);
    assertThat(mailsTo(second, "SEV2: %")).isZero();
    pass(Duration.ofMinutes(15));
    assertThat(mailsTo(second, "SEV2: %")).isEqualTo(1);
    assertThat(mailsTo(third, "SEV2: %")).isZero();
    pass(Duration.ofMinutes(30));
    assertThat(mailsTo(third, "SEV2: %")).isEqualTo(1);
    assertThat(mailsTo(first, "SEV2: %")).isEqualTo(2);
    assertThat(isAt(incident, "userTask_acknowledge")).isTrue();
  }

  @Test
  void atNightItIsHeldUntilTheNextShiftBegins() {
    String morning = newOps();
    Instant begins = TUESDAY.plus(Duration.ofHours(8));
    onDuty(morning, begins, begins.plus(Duration.ofHours(4)));
    Incident incident = called(site());
    assertThat(mailsTo(morning, "SEV2: %")).isZero();
    pass(Duration.ofHours(7));
    assertThat(mailsTo(morning, "SEV2: %")).isZero();

    pass(Duration.between(now(), begins).plusMinutes(1));
    assertThat(mailsTo(morning, "SEV2: %")).isEqualTo(1);
    assertThat(history(incident)).anyMatch(words -> words.startsWith("Nobody is on duty; it is"));
  }

  @Test
  void whoIsPutOnDutyWhileItIsHeldIsCalled() {
    String morning = newOps();
    String evening = newOps();
    onDuty(morning, TUESDAY.plus(Duration.ofHours(8)), TUESDAY.plus(Duration.ofHours(12)));
    Incident incident = called(site());
    pass(Duration.ofHours(1));
    onDuty(evening, now(), now().plus(Duration.ofHours(2)));
    pass(Duration.ofMinutes(2));

    assertThat(mailsTo(evening, "SEV2: %")).isEqualTo(1);
    assertThat(mailsTo(morning, "SEV2: %")).isZero();
    assertThat(history(incident))
        .filteredOn(words -> words.startsWith("Nobody is on duty"))
        .hasSize(1);
  }

  @Test
  void whatIsHeldAndBecomesSeriousIsHeldNoMore() {
    String morning = newOps();
    onDuty(morning, TUESDAY.plus(Duration.ofHours(8)), TUESDAY.plus(Duration.ofHours(12)));
    DeliveredSite site = site();
    Incident incident = called(site);
    assertThat(mailsTo(morning, "SEV%")).isZero();
    alert(
        "generic",
        Map.of(
            "key", "k", "service", site.id(), "status", "down", "severity", "sev1", "title", "x"));
    pass(Duration.ofMinutes(2));

    assertThat(mailsTo(morning, "SEV1: %")).isEqualTo(1);
    assertThat(isAt(incident, "userTask_acknowledge")).isTrue();
  }

  @Test
  void withoutAShiftToWaitForAllAreCalled() {
    String robin = newOps();
    Incident incident = called(site());

    assertThat(mailsTo(robin, "SEV2: %")).isEqualTo(1);
    assertThat(history(incident))
        .noneMatch(words -> words.startsWith("Nobody is on duty"))
        .anyMatch(words -> words.contains(" as one of Community Ops"));
  }

  @Test
  void whatIsSeriousWakesSomebodyThoughNobodyIsOnDuty() {
    String robin = newOps();
    onDuty(robin, TUESDAY.plus(Duration.ofDays(1)), TUESDAY.plus(Duration.ofDays(2)));
    DeliveredSite site = site();
    alert(
        "generic",
        Map.of(
            "key", "k", "service", site.id(), "status", "down", "severity", "sev1", "title", "x"));
    Incident incident = openOf(site).orElseThrow();
    passUntilAt(incident, "userTask_acknowledge");

    assertThat(mailsTo(robin, "SEV1: %")).isEqualTo(1);
  }

  @Test
  void theLinkOfTheMailShowsItAndTakesItWithANote() throws Exception {
    String robin = newOps();
    onDuty(robin, TUESDAY.minus(Duration.ofHours(1)), TUESDAY.plus(Duration.ofDays(1)));
    Incident incident = called(site());
    String link = letters.to(robin, "SEV2: ").link();

    HttpResponse<String> page = door.send(door.request(link).GET().build()).raw();
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("is down").contains("What was seen").contains("Restarted");
    assertThat(fresh(incident).acknowledgedBy()).isNull();
    assertThat(post(link, page, "").body()).contains("Please write a few words first.");
    assertThat(fresh(incident).acknowledgedBy()).isNull();

    assertThat(post(link, page, "On the train, laptop in ten minutes").body())
        .contains("It is yours.");
    run(incident);
    assertThat(fresh(incident).acknowledgedBy()).isEqualTo(robin);
    assertThat(isAt(incident, "userTask_recoverByHand")).isTrue();
    assertThat(door.send(door.request(link).GET().build()).raw().body())
        .contains("Keep it for longer");
    pass(Duration.ofMinutes(90));
    post(link, page, "Still at it");
    run(incident);
    assertThat(fresh(incident).acknowledgedUntil()).isEqualTo(now().plus(Duration.ofHours(2)));
  }

  @Test
  void anOwnerAddsWhatTheyKnowByTheLinkOfTheirMail() throws Exception {
    DeliveredSite site = site();
    breakDown(site);
    Incident incident = notice(site);
    pass(Duration.ofMinutes(2));
    String link = letters.to(site.ben(), "Ausgefallen").link();
    HttpResponse<String> page = door.send(door.request(link).GET().build()).raw();
    assertThat(post(link, page, "I have changed the theme").body()).contains("Thank you.");

    assertThat(history(incident)).contains("I have changed the theme");
    assertThat(fresh(incident).acknowledgedBy()).isNull();
  }

  @Test
  void nobodyTakesItInTheNameOfSomebodyElse() {
    Incident incident = called(site());
    Answer answer =
        submit(
            "ops",
            task(incident, "userTask_acknowledge"),
            Map.of("note", "x", "acknowledgedBy", "somebody@else.org"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("/acknowledgedBy");
  }

  private HttpResponse<String> post(String link, HttpResponse<String> page, String note) {
    Matcher csrf = CSRF.matcher(page.body());
    assertThat(csrf.find()).isTrue();
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    return door.send(
            door.request(URI.create(link).getPath())
                .header("Cookie", cookie)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "_csrf=" + csrf.group(1) + "&note=" + encoded(note)))
                .build())
        .raw();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void onDuty(String account, Instant from, Instant to) {
    Answer answer =
        door.post(
            "ops",
            "/api/duty/shifts",
            json(
                Map.of("account", account, "timeZone", "UTC", "from", wall(from), "to", wall(to))));
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
  }

  private static String wall(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString();
  }
}
