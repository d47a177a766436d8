package org.mcws.desk.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mcws.desk.build.BuildFiles.Laid;
import org.mcws.desk.build.ImageBuild.Reason;
import org.mcws.desk.build.events.BuildEnded;
import org.mcws.desk.engine.InvalidInput;
import org.mcws.desk.engine.PatientTransaction;
import org.mcws.desk.inventory.DeliveredService;
import org.mcws.desk.inventory.Inventory;
import org.mcws.desk.inventory.SbomIntake;
import org.mcws.desk.platform.PlatformRefusal;
import org.mcws.desk.platform.PlatformUnavailable;
import org.mcws.desk.platform.images.BuildFailed;
import org.mcws.desk.platform.images.BuildOrder;
import org.mcws.desk.platform.images.BuiltImage;
import org.mcws.desk.platform.images.ImageBuilder;
import org.mcws.desk.platform.images.dockerfile.CheckedDockerfile;
import org.mcws.desk.platform.images.dockerfile.DockerfileCheck;
import org.mcws.desk.platform.images.dockerfile.Expectations;
import org.mcws.desk.platform.images.dockerfile.Finding;
import org.mcws.desk.platform.images.dockerfile.PlainDockerfile;
import org.mcws.desk.platform.sources.SourceRefused;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Works on one build from its files to its end. What it finds counts only while it is held. */
@Component
class BuildRun {

  private final ImageBuilds builds;
  private final BuildFiles files;
  private final DockerfileCheck check;
  private final Inventory inventory;
  private final SbomIntake sboms;
  private final PatientTransaction transaction;
  private final ApplicationEventPublisher events;
  private final ObjectMapper json;
  private final Clock clock;

  BuildRun(
      ImageBuilds builds,
      BuildFiles files,
      DockerfileCheck check,
      Inventory inventory,
      SbomIntake sboms,
      PatientTransaction transaction,
      ApplicationEventPublisher events,
      ObjectMapper json,
      Clock clock) {
    this.builds = builds;
    this.files = files;
    this.check = check;
    this.inventory = inventory;
    this.sboms = sboms;
    this.transaction = transaction;
    this.events = events;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param attempt the one that must be held for its result to count
   */
  void run(UUID id, int attempt, BuildLog log, ImageBuilder builder) {
    ImageBuild build = builds.findById(id).orElseThrow();
    DeliveredService service = inventory.find(build.service()).orElseThrow();
    try (Laid laid = files.lay(read(build.source()))) {
      Expectations wanted = new BuildPurpose(service.kind(), Optional.empty()).expectations();
      CheckedDockerfile checked = check.check(laid.text(), wanted);
      held(id, attempt, held -> held.laid(laid.commit(), write(checked.findings())));
      if (checked.plain().isEmpty()) {
        end(
            id,
            attempt,
            held -> held.failed(Reason.DOCKERFILE, errors(checked), log.text(), now()));
        return;
      }
      BuiltImage image = builder.build(order(service, laid, checked.plain().get()), log);
      end(
          id,
          attempt,
          held -> {
            keepSbom(service, image, held.orderedBy(), log);
            held.built(image, log.text(), now());
          });
    } catch (SourceRefused e) {
      end(id, attempt, held -> held.failed(Reason.SOURCE, e.getMessage(), log.text(), now()));
    } catch (BuildFailed e) {
      Reason reason = Reason.valueOf(e.reason().name());
      end(id, attempt, held -> held.failed(reason, e.getMessage(), log.text(), now()));
    } catch (PlatformUnavailable | PlatformRefusal e) {
      // Asking clears the mark, with which no connection to the database would be given.
      if (Thread.interrupted()) {
        held(id, attempt, held -> held.letGo(now()));
      } else {
        end(id, attempt, held -> held.putOff(e.getMessage(), log.text(), now()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** It was begun with again and again, and no node came to its end. */
  void giveUp(ImageBuild build) {
    build.failed(
        Reason.PLATFORM,
        "It was begun with "
            + build.attempt()
            + " times and never came to an end: the desk's log says why.",
        build.log(),
        now());
    publish(build);
  }

  private static String errors(CheckedDockerfile checked) {
    return checked.errors().stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  private static BuildOrder order(DeliveredService service, Laid laid, PlainDockerfile dockerfile) {
    return new BuildOrder(
        laid.context(),
        dockerfile,
        Optional.empty(),
        service.community() + "/" + service.name(),
        laid.tag(),
        laid.changed());
  }

  private void keepSbom(DeliveredService service, BuiltImage image, String by, BuildLog log) {
    image
        .sbom()
        .ifPresent(
            document -> {
              try {
                int packages = sboms.keepBuilt(service.id(), image.reference(), document, by);
                log.accept("Bill of materials with " + packages + " packages taken.\n");
              } catch (InvalidInput e) {
                log.accept("The bill of materials was not taken: " + e.getMessage() + "\n");
              }
            });
  }

  private void held(UUID id, int attempt, Consumer<ImageBuild> change) {
    transaction.run(() -> builds.lock(id).filter(build -> build.isHeld(attempt)).ifPresent(change));
  }

  /** Records an end, if it is one, together with what whoever ordered it makes of it. */
  private void end(UUID id, int attempt, Consumer<ImageBuild> how) {
    held(
        id,
        attempt,
        build -> {
          how.accept(build);
          if (build.hasEnded()) {
            publish(build);
          }
        });
  }

  private void publish(ImageBuild build) {
    events.publishEvent(
        new BuildEnded(
            build.id(),
            build.service(),
            inventory.find(build.service()).orElseThrow().community(),
            build.image(),
            build.digest(),
            build.orderedBy()));
  }

  private Instant now() {
    return clock.instant();
  }

  private BuildSource read(String source) {
    try {
      return json.readValue(source, BuildSource.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private String write(List<Finding> findings) {
    try {
      return json.writeValueAsString(findings);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
