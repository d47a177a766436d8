package org.mcws.desk.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;
import org.mcws.desk.update.DeliveredSite;

/** What owners and Ops say about how a service is watched and shown. */
class ServiceWatchProcessTests extends WatchStage {

  private static final String WATCH = "watch";
  private static final String WRONG =
      """
      {"importance": "huge"}                      | /importance
      {"importanse": "high"}                      | /importanse
      {"shown": "perhaps"}                        | /shown
      {"page": {"path": "health"}}                | /page/path
      {"page": {"path": ""}}                      | /page/path
      {"page": {"path": "//evil.example/"}}       | /page/path
      {"page": {"path": "/a\\r\\nX-Evil: 1"}}     | /page/path
      {"page": {"path": "/a b"}}                  | /page/path
      {"page": {"path": "/100%"}}                 | /page/path
      {"page": {"path": "/#part"}}                | /page/path
      {"page": {"path": "/%41LONG"}}              | /page/path
      {"page": {"path": "/", "status": 99}}       | /page/status
      {"page": {"path": "/", "status": 600}}      | /page/status
      {"page": {"path": "/", "status": "ok"}}     | /page/status
      {"page": {"path": "/", "text": "a\\u0000"}} | /page/text
      {"page": {"path": "/", "text": "LONG"}}     | /page/text
      """
          .replace("LONG", "x".repeat(201));

  @Test
  void whatNobodyHasSpokenOfIsNormalAndShown() {
    assertThat(get("ops", site(), WATCH).text())
        .isEqualTo(
            "{\"importance\":\"normal\",\"page\":{\"path\":\"/\"},"
                + "\"shownByOwner\":true,\"shownByOps\":true}");
    assertThat(get("ops", worker(), WATCH).json().has("page")).isFalse();
  }

  @Test
  void anOwnerSaysWhatThePageShouldBeLikeAndTheNextLookKnows() {
    DeliveredSite site = site();
    Answer said =
        put(
            site.ana(),
            site,
            WATCH,
            "{\"page\": {\"path\": \"/health?full=1\", \"status\": 204, \"text\": \"all well\"}}");

    assertThat(said.status()).as(said.text()).isEqualTo(200);
    assertThat(said.json().path("page").toString())
        .isEqualTo("{\"path\":\"/health?full=1\",\"status\":204,\"text\":\"all well\"}");
    assertThat(get(site.ben(), site, WATCH).text()).isEqualTo(said.text());
    assertThat(trail(site))
        .containsExactly(
            site.ana() + " watch changed: page /health?full=1, status 204, text \"all well\"");
    assertThat(desk.getBean(Probes.class).takeDue(TUESDAY, 10))
        .filteredOn(look -> look.kind() == ProbeKind.PAGE)
        .singleElement()
        .extracting(look -> look.page().path())
        .isEqualTo("/health?full=1");

    put(site.ana(), site, WATCH, "{\"page\": {\"text\": \" \"}}");
    assertThat(get(site.ana(), site, WATCH).json().path("page").toString())
        .isEqualTo("{\"path\":\"/\"}");
  }

  @Test
  void whatIsLeftOutStaysAndWhatIsSaidAgainIsNoNews() {
    DeliveredSite site = site();
    put("ops", site, WATCH, "{\"importance\": \"high\"}");
    put(site.ana(), site, WATCH, "{\"shown\": false}");
    String before = get("ops", site, WATCH).text();

    assertThat(put(site.ana(), site, WATCH, "{\"importance\": \"high\", \"shown\": false}").text())
        .isEqualTo(before);
    assertThat(put("ops", site, WATCH, "{}").text()).isEqualTo(before);
    assertThat(trail(site))
        .containsExactly(
            "ops watch changed: importance high",
            site.ana() + " watch changed: hidden by the owners");
  }

  @Test
  void whoHasHiddenItAloneShowsItAgain() {
    DeliveredSite site = site();
    put("ops", site, WATCH, "{\"shown\": false}");
    Answer owners = put(site.ben(), site, WATCH, "{\"shown\": true}");

    assertThat(owners.json().path("shownByOps").asBoolean(true)).isFalse();
    assertThat(owners.json().path("shownByOwner").asBoolean()).isTrue();
    assertThat(isPublic(site)).isFalse();
    put("ops", site, WATCH, "{\"shown\": true}");
    assertThat(isPublic(site)).isTrue();
  }

  @Test
  void whatMattersMoreIsLookedAtMoreOftenAtOnce() {
    DeliveredSite site = site();
    assertThat(probe(site, "page").path("interval").asText()).isEqualTo("PT1M");
    ProbeHands.look(desk);

    assertThat(put("ops", site, WATCH, "{\"importance\": \"high\"}").json().path("importance"))
        .hasToString("\"high\"");
    assertThat(probe(site, "page").path("interval").asText()).isEqualTo("PT30S");
    assertThat(probe(site, "page").path("nextLook").asText())
        .isEqualTo(TUESDAY.plus(Duration.ofSeconds(30)).toString());

    put("ops", site, WATCH, "{\"importance\": \"normal\"}");
    assertThat(probe(site, "page").path("interval").asText()).isEqualTo("PT1M");
  }

  @Test
  void onlyOpsSayHowImportantAServiceIs() {
    DeliveredSite site = site();
    Answer refused = put(site.ana(), site, WATCH, "{\"importance\": \"high\", \"shown\": false}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText()).contains("Community Ops");
    assertThat(get("ops", site, WATCH).json().path("shownByOwner").asBoolean()).isTrue();
    assertThat(trail(site)).isEmpty();
  }

  @Test
  void onlyASiteHasAPage() {
    DeliveredSite worker = worker();
    assertThat(put(worker.ana(), worker, WATCH, "{\"page\": {\"path\": \"/x\"}}").status())
        .isEqualTo(409);
  }

  @Test
  void strangersFindNoServiceAndReviewersOnlySeeIt() {
    DeliveredSite worker = worker();
    DeliveredSite other = worker();
    Map<String, String> doors =
        Map.of(
            "watch", "GET",
            "pause", "DELETE",
            "heartbeat", "DELETE",
            "probes", "GET",
            "probes/look", "POST");

    assertThat(doors)
        .allSatisfy(
            (what, method) -> {
              assertThat(statusFor(null, method, path(worker, what))).isEqualTo(401);
              assertThat(statusFor(other.ana(), method, path(worker, what))).isEqualTo(404);
              assertThat(statusFor("reviewer", method, path(worker, what))).isEqualTo(403);
              assertThat(statusFor("ops", method, "/api/services/no.no/" + what)).isEqualTo(404);
              assertThat(statusFor(worker.ben(), method, path(worker, what))).isBetween(200, 204);
            });
  }

  @Test
  void whatIsWrongIsNamed() {
    DeliveredSite site = site();
    assertThat(WRONG.lines())
        .isNotEmpty()
        .allSatisfy(row -> assertNamed(put(site.ana(), site, WATCH, body(row)), row));
    assertThat(trail(site)).isEmpty();
  }

  @Test
  void whatIsJustShortEnoughIsTaken() {
    DeliveredSite site = site();
    String path = "/" + "x".repeat(199);
    Answer taken =
        put(
            site.ana(),
            site,
            WATCH,
            "{\"page\": {\"path\": \"" + path + "\", \"text\": \"" + "ñ".repeat(200) + "\"}}");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);
    assertThat(taken.json().at("/page/path").asText()).isEqualTo(path);
  }

  private int statusFor(String who, String method, String path) {
    return door.send(who, method, path, null).status();
  }

  private boolean isPublic(DeliveredSite site) {
    return desk.getBean(ServiceWatches.class).findById(site.id()).orElseThrow().isPublic();
  }
}
