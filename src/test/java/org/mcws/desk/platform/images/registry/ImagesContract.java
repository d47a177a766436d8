package org.mcws.desk.platform.images.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mcws.desk.platform.images.Images;

/** What holds for every registry. */
abstract class ImagesContract {

  private RegistryUnderTest registry;
  private Images images;
  private String repository;
  private String name;

  abstract RegistryUnderTest registry();

  @BeforeEach
  void newRepository() {
    registry = registry();
    images = registry.images();
    repository = "hispano/site-" + UUID.randomUUID();
    name = RegistryUnderTest.HOST + "/" + repository;
  }

  @Test
  void anImageIsFoundByTagAndByDigest() {
    String digest = registry.push(repository, "1.4", "a");
    assertThat(images.digest(name + ":1.4")).contains(digest);
    assertThat(images.digest(name + "@" + digest)).contains(digest);
    assertThat(images.digest(name + ":1.4@" + digest)).contains(digest);
  }

  @Test
  void withoutATagTheLatestIsMeant() {
    String digest = registry.push(repository, "latest", "a");
    assertThat(images.digest(name)).contains(digest);
  }

  @Test
  void aTagThatMovedHasAnotherDigestAndTheOldOneIsStillThere() {
    String old = registry.push(repository, "1.4", "a");
    String moved = registry.push(repository, "1.4", "b");
    assertThat(moved).isNotEqualTo(old);
    assertThat(images.digest(name + ":1.4")).contains(moved);
    assertThat(images.digest(name + "@" + old)).contains(old);
  }

  @Test
  void whatIsNotThereIsEmpty() {
    registry.push(repository, "1.4", "a");
    assertThat(images.digest(name + ":1.5-missing")).isEmpty();
    assertThat(images.digest(name + "@sha256:" + "0".repeat(64))).isEmpty();
    assertThat(images.digest(name + "-other:missing")).isEmpty();
    assertThat(images.tags(name + "-another:1.4")).isEmpty();
  }

  @Test
  void whatWasDeletedIsNotThere() {
    String digest = registry.push(repository, "1.4", "a");
    registry.push(repository, "1.3", "b");
    registry.delete(repository, digest);
    assertThat(images.digest(name + ":1.4")).isEmpty();
    assertThat(images.digest(name + "@" + digest)).isEmpty();
    assertThat(images.tags(name + ":1.4")).contains("1.3");
  }

  @Test
  void aRepositoryTellsItsTags() {
    registry.push(repository, "1.4", "a");
    registry.push(repository, "1.5-alpine", "a");
    registry.push(repository, "edge", "b");
    assertThat(images.tags(name)).contains("1.4", "1.5-alpine", "edge").doesNotHaveDuplicates();
    assertThat(images.tags(name + ":1.4@sha256:" + "0".repeat(64))).contains("edge");
  }

  /** The adapter tells a registry's own words from those of a server in between. */
  @Test
  void aRegistrySaysWhyItHasNothing() throws JsonProcessingException {
    registry.push(repository, "1.4", "a");
    assertThat(code(registry.get("/v2/" + repository + "/manifests/missing")))
        .isEqualTo("404 MANIFEST_UNKNOWN");
    assertThat(code(registry.get("/v2/" + repository + "-other/tags/list")))
        .isEqualTo("404 NAME_UNKNOWN");
    assertThat(registry.get("/v2/").statusCode()).isEqualTo(200);
    assertThat(registry.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(registry.get("/v2/Upper/tags/list").body()).isEqualTo("404 page not found\n");
  }

  private static String code(HttpResponse<String> answer) throws JsonProcessingException {
    return answer.statusCode()
        + " "
        + JsonMapper.builder().build().readTree(answer.body()).at("/errors/0/code").asText();
  }
}
