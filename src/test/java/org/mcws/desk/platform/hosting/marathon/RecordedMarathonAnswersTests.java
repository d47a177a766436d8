package org.mcws.desk.platform.hosting.marathon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mcws.desk.platform.hosting.App;
import org.mcws.desk.platform.hosting.AppStatus;
import org.mcws.desk.platform.hosting.HealthChecks;

/** The adapter against what real versions of Marathon answered, and against their schema. */
class RecordedMarathonAnswersTests {

  private final AppWriter writer =
      new AppWriter(
          new HealthChecks(Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofSeconds(5), 3),
          new ProxyLabels());

  private static String sample(String name) throws IOException {
    String folder = System.getProperty("samples", "");
    Assumptions.assumeFalse(
        folder.isBlank(), "say where the published samples are: mvn -Dsamples=/path/to/samples");
    return Files.readString(Path.of(folder, name));
  }

  private static JsonNode json(String name) throws IOException {
    return Answer.JSON.readTree(sample("06-marathon-mesos/" + name));
  }

  @ParameterizedTest
  @CsvSource({
    "marathon-consul-apps.json, /bridged-webapp, 2, python:3, false",
    "dcos-ui-marathon-1-task-app.json, /sleep, 1, '', false",
    "marathon-doc-app_list.json, /myapp, 3, '', true",
    "dcos-ui-marathon-1-task-with-volumes-groups.json, /sleep, 1, '', false",
  })
  void readsAppsOfManyVersions(
      String file, String id, int instances, String image, boolean deploying) throws IOException {
    AppStatus status = StatusReader.read(json(file).path("apps").path(0), Optional.empty());

    assertThat(status.id()).isEqualTo(id);
    assertThat(status.instances()).isEqualTo(instances);
    assertThat(status.image()).isEqualTo(image);
    assertThat(status.deploying()).isEqualTo(deploying);
    assertThat(status.version()).isNotEmpty();
  }

  @Test
  void readsTasksWithoutStateAndWithoutHealthResults() throws IOException {
    JsonNode app = json("marathon-consul-apps.json").path("apps").path(0);

    AppStatus status = StatusReader.read(app, Optional.empty());

    assertThat(status.tasks()).hasSize(2);
    assertThat(status.tasks().get(0).host()).isEqualTo("192.168.2.114");
    // The second one shows no results, but the counts call both healthy.
    assertThat(status.tasks()).allMatch(AppStatus.Task::healthy);

    ((ObjectNode) app).put("tasksHealthy", 1);
    AppStatus unsure = StatusReader.read(app, Optional.empty());
    assertThat(unsure.tasks()).extracting(AppStatus.Task::healthy).containsExactly(true, false);
    assertThat(unsure.settled()).isFalse();
  }

  @Test
  void tellsFromADelayedQueueWhatTheAppWaitsFor() throws IOException {
    JsonNode queue = json("dcos-ui-marathon-1-task-delayed-queue.json");

    assertThat(QueueReader.waitingFor(queue, "/sleep").orElseThrow())
        .contains("InsufficientMemory: no machine has enough memory left")
        .contains("InsufficientCpus")
        .contains("UnfulfilledRole");
    assertThat(QueueReader.waitingFor(queue, "/other")).isEmpty();
  }

  @Test
  void readsDeploymentsOfBothKinds() throws IOException {
    JsonNode kafka = json("dcos-ui-deployments-one-deployment.json").path(0);
    JsonNode withPod = json("marathon-doc-deployments.json").path(0);

    assertThat(DeploymentLocks.touchesOnly(kafka, "/kafka")).isTrue();
    assertThat(DeploymentLocks.restarts(kafka, "/kafka")).isFalse();
    assertThat(DeploymentLocks.touchesOnly(withPod, "/foo")).isFalse();
  }

  @Test
  void readsRecordedErrors() throws IOException {
    Answer locked = Answer.of(409, sample("06-marathon-mesos/marathon-error-409-locked.json"));
    assertThat(locked.locks()).containsExactly("97c136bf-5a28-4821-9d94-480d9fbb01c8");
    assertThat(locked.saysDuplicate()).isFalse();

    Answer invalid = Answer.of(422, sample("06-marathon-mesos/marathon-error-422.json"));
    assertThat(invalid.message())
        .isEqualTo(
            "Object is not valid; upgradeStrategy.minimumHealthCapacity is greater than 1;"
                + " /value service port conflict app /app1, service port conflict app /app2");

    Answer duplicate =
        Answer.of(
            409,
            sample("06-marathon-mesos/dcos-ui-marathon-group-management-create-conflict.json"));
    assertThat(duplicate.saysDuplicate()).isTrue();
  }

  @Test
  void writesContainersLikeTheProxysOwnExamples() throws IOException {
    for (boolean networks : new boolean[] {false, true}) {
      JsonNode example =
          json(networks ? "marathon-lb-1-nginx-marathon1.5.json" : "marathon-lb-1-nginx.json");
      ObjectNode written = writer.write(Apps.site("1"), networks);

      assertThat(written.path("networks")).isEqualTo(example.path("networks"));
      assertThat(written.at("/container/type")).isEqualTo(example.at("/container/type"));
      assertThat(written.at("/container/docker/network"))
          .isEqualTo(example.at("/container/docker/network"));
      assertThat(written.at("/labels/HAPROXY_GROUP"))
          .isEqualTo(example.at("/labels/HAPROXY_GROUP"));
      String mappings = networks ? "/container/portMappings" : "/container/docker/portMappings";
      assertThat(written.at(mappings + "/0/containerPort").asInt())
          .isEqualTo(example.at(mappings + "/0/containerPort").asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.1.1", "v1.4.9"})
  void writesAppsThatMarathonsSchemaAccepts(String version) throws IOException {
    JsonSchema schema = schema(version);

    for (App app : new App[] {Apps.site("1"), Apps.worker("1")}) {
      assertThat(schema.validate(writer.write(app, false))).isEmpty();
    }
    ObjectNode misplaced = writer.write(Apps.site("1"), false).put("minimumHealthCapacity", 1);
    assertThat(schema.validate(misplaced)).as("the schema does look").isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1.1.1", "v1.4.9"})
  void changesAppsIntoSomethingThatMarathonsSchemaAccepts(String version) throws IOException {
    JsonNode current = json("marathon-consul-apps.json").path("apps").path(0);

    ObjectNode changes = AppChanges.between(current, writer.write(Apps.site("1"), false));

    assertThat(changes.at("/container/docker/image").asText()).isEqualTo(Apps.site("1").image());
    assertThat(changes.at("/container/docker/portMappings")).hasSize(1);
    assertThat(schema(version).validate(changes.put("id", Apps.ID))).isEmpty();
  }

  private static JsonSchema schema(String version) throws IOException {
    ObjectNode schema =
        (ObjectNode)
            Answer.JSON.readTree(sample("11-marathon-schema/AppDefinition-" + version + ".json"));
    // It names no draft, only "schema"; it is written in draft 4.
    schema.remove("$schema");
    return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(schema);
  }
}
