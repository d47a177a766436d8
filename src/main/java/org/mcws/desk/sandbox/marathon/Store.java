package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.Snapshot;

/** Keeps the apps and the deployments that run, each in a file of its own. */
final class Store {

  private final Path apps;
  private final Path deployments;
  private final Snapshot<ObjectNode> maintenance;

  Store(Path folder) {
    this.apps = folder.resolve("apps");
    this.deployments = folder.resolve("deployments");
    this.maintenance = new Snapshot<>(folder.resolve("maintenance.json"), ObjectNode.class);
  }

  /** Every app's versions, each list newest first. */
  List<List<AppDefinition>> apps() {
    return files(apps, ArrayNode.class).map(Store::definitions).toList();
  }

  void save(List<AppDefinition> versions) {
    List<ObjectNode> json = versions.stream().map(AppDefinition::json).toList();
    new Snapshot<>(file(versions.get(0).id()), ArrayNode.class).save(Json.array(json));
  }

  void delete(String app) {
    delete(file(app));
  }

  /** The deployments that ran, oldest first. */
  List<Deployment> deployments() {
    return files(deployments, ObjectNode.class)
        .map(Deployment::restored)
        .sorted(Comparator.comparing(Deployment::version))
        .toList();
  }

  void save(Deployment running) {
    new Snapshot<>(file(running), ObjectNode.class).save(running.saved());
  }

  void delete(Deployment ended) {
    delete(file(ended));
  }

  JsonNode maintenance() {
    return maintenance.load().orElseGet(Json::object);
  }

  void saveMaintenance(ObjectNode state) {
    maintenance.save(state);
  }

  /** Ids have no underscore, so no two share a file. */
  private Path file(String app) {
    return apps.resolve(app.substring(1).replace('/', '_') + ".json");
  }

  private Path file(Deployment deployment) {
    return deployments.resolve(deployment.id() + ".json");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> Stream<T> files(Path folder, Class<T> type) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .map(file -> new Snapshot<>(file, type).load().orElseThrow())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<AppDefinition> definitions(ArrayNode versions) {
    List<AppDefinition> all = new ArrayList<>();
    versions.forEach(version -> all.add(new AppDefinition((ObjectNode) version)));
    return all;
  }
}
