package org.mcws.desk.sandbox.marathon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.mcws.desk.sandbox.Snapshot;

/** Keeps the apps, each in a file of its own, and the deployments that run. */
final class Store {

  private final Path apps;
  private final Snapshot<ArrayNode> deployments;
  private final Snapshot<ObjectNode> maintenance;

  Store(Path folder) {
    this.apps = folder.resolve("apps");
    this.deployments = new Snapshot<>(folder.resolve("deployments.json"), ArrayNode.class);
    this.maintenance = new Snapshot<>(folder.resolve("maintenance.json"), ObjectNode.class);
  }

  /** Every app's versions, each list newest first. */
  List<List<AppDefinition>> apps() {
    if (!Files.isDirectory(apps)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(apps)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .map(file -> new Snapshot<>(file, ArrayNode.class).load().orElseThrow())
          .map(Store::definitions)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void save(List<AppDefinition> versions) {
    List<ObjectNode> json = versions.stream().map(AppDefinition::json).toList();
    new Snapshot<>(file(versions.get(0).id()), ArrayNode.class).save(Json.array(json));
  }

  void delete(String app) {
    try {
      Files.deleteIfExists(file(app));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Deployment> deployments() {
    List<Deployment> restored = new ArrayList<>();
    deployments.load().ifPresent(all -> all.forEach(d -> restored.add(Deployment.restored(d))));
    return restored;
  }

  void saveDeployments(Collection<Deployment> running) {
    deployments.save(Json.array(running.stream().map(Deployment::saved).toList()));
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

  private static List<AppDefinition> definitions(ArrayNode versions) {
    List<AppDefinition> all = new ArrayList<>();
    versions.forEach(version -> all.add(new AppDefinition((ObjectNode) version)));
    return all;
  }
}
