package org.mcws.desk.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.mcws.desk.platform.LogTail;
import org.mcws.desk.platform.images.ImageBuilder;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.images.dockerfile.Finding;
import org.mcws.desk.platform.sources.SourceRepositories;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders for images. Who has ordered one hears of its end by {@code BuildEnded}. */
@Service
public class BuildOrders {

  private final ImageBuilds builds;
  private final BuildFiles files;
  private final DockerfileCheck check;
  private final SourceRepositories repositories;
  private final ObjectProvider<ImageBuilder> builder;
  private final ObjectMapper json;
  private final Clock clock;

  BuildOrders(
      ImageBuilds builds,
      BuildFiles files,
      DockerfileCheck check,
      SourceRepositories repositories,
      ObjectProvider<ImageBuilder> builder,
      ObjectMapper json,
      Clock clock) {
    this.builds = builds;
    this.files = files;
    this.check = check;
    this.repositories = repositories;
    this.builder = builder;
    this.json = json;
    this.clock = clock;
  }

  /** Why this desk builds nothing; empty if it does. */
  public Optional<String> refusal() {
    return builder.getIfAvailable() != null
        ? Optional.empty()
        : Optional.of("This desk builds no images: Ops have not set desk.builds.engine.");
  }

  /**
   * What stands in the way of building its Dockerfile, as far as that is known before anything is
   * fetched.
   */
  public List<Finding> errors(BuildSource source, BuildPurpose purpose) {
    return files
        .dockerfile(source)
        .map(text -> check.check(text, purpose.expectations()).errors())
        .orElse(List.of());
  }

  /**
   * What is wrong with a repository's address, as the rest of a sentence that begins with it; empty
   * if it may be tried.
   */
  public Optional<String> objection(GitSource git) {
    return repositories.objection(git.url());
  }

  /**
   * Orders an image for a service. If one is under way for it from the same source already, that
   * one is meant.
   *
   * @param by who orders: a mail address, an account, or {@code desk}
   * @return the build's id
   */
  @Transactional
  public UUID place(String service, BuildSource source, String by) {
    return builds
        .findFirstByServiceOrderByOrderedAtDesc(service)
        .filter(build -> !build.hasEnded() && build.source().equals(write(source)))
        .orElseGet(() -> builds.save(new ImageBuild(service, write(source), by, clock.instant())))
        .id();
  }

  /** The newest build for a service. */
  @Transactional(readOnly = true)
  public Optional<BuildProgress> newest(String service) {
    return builds.findFirstByServiceOrderByOrderedAtDesc(service).map(BuildOrders::progress);
  }

  /**
   * How far a build is.
   *
   * @param id as {@link #place} has told it
   * @throws java.util.NoSuchElementException if it is not kept any more
   */
  @Transactional(readOnly = true)
  public BuildProgress progress(UUID id) {
    return builds.findById(id).map(BuildOrders::progress).orElseThrow();
  }

  private static BuildProgress progress(ImageBuild build) {
    return new BuildProgress(
        build.id(),
        build.hasEnded(),
        build.image(),
        build.digest(),
        build.commit(),
        build.commitTitle(),
        build.message(),
        LogTail.of(build.log()));
  }

  private String write(BuildSource source) {
    try {
      return json.writeValueAsString(source);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
