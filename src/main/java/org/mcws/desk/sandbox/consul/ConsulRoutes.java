package org.mcws.desk.sandbox.consul;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.mcws.desk.sandbox.HttpEndpoint;
import org.mcws.desk.sandbox.HttpRequest;
import org.mcws.desk.sandbox.HttpResponse;
import org.mcws.desk.sandbox.consul.KeyStore.Draft;
import org.mcws.desk.sandbox.consul.KeyStore.Entry;

/** Consul's HTTP API v1 for keys and transactions of them. Sessions and locks are not there. */
final class ConsulRoutes {

  private static final int MOST_OPERATIONS = 64;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final KeyStore keys;

  ConsulRoutes(KeyStore keys) {
    this.keys = keys;
  }

  void serve(HttpEndpoint http) {
    http.on("GET", "/v1/status/leader", request -> HttpResponse.json(200, "127.0.0.1:8300"))
        .on("GET", "/v1/kv/(.*)", this::read)
        .on("PUT", "/v1/kv/(.+)", this::write)
        .on("DELETE", "/v1/kv/(.*)", this::delete)
        .on("PUT", "/v1/txn", this::transaction);
  }

  private HttpResponse read(HttpRequest request) {
    String key = request.argument(0);
    boolean keysOnly = request.parameter("keys").isPresent();
    boolean all = keysOnly || request.parameter("recurse").isPresent();
    Collection<Entry> found =
        all ? keys.below(key) : keys.find(key).map(List::of).orElse(List.of());
    if (found.isEmpty()) {
      return HttpResponse.empty(404);
    }
    if (keysOnly) {
      return HttpResponse.json(200, found.stream().map(Entry::key).toList());
    }
    if (request.parameter("raw").isPresent()) {
      return HttpResponse.text(200, found.iterator().next().text());
    }
    return HttpResponse.json(200, found.stream().map(entry -> json(entry, true)).toList());
  }

  private HttpResponse write(HttpRequest request) {
    String key = request.argument(0);
    Optional<Long> expected = request.parameter("cas").map(Long::valueOf);
    long flags = request.parameter("flags").map(Long::valueOf).orElse(0L);
    return HttpResponse.json(
        200,
        keys.change(
            draft -> {
              boolean fits = expected.filter(index -> index != draft.index(key)).isEmpty();
              if (fits) {
                draft.set(key, request.content(), flags);
              }
              return fits;
            }));
  }

  private HttpResponse delete(HttpRequest request) {
    String key = request.argument(0);
    Optional<Long> expected = request.parameter("cas").map(Long::valueOf);
    return HttpResponse.json(
        200,
        keys.change(
            draft -> {
              boolean fits = expected.filter(index -> index != draft.index(key)).isEmpty();
              if (fits && request.parameter("recurse").isPresent()) {
                draft.deleteBelow(key);
              } else if (fits) {
                draft.delete(key);
              }
              return fits;
            }));
  }

  private HttpResponse transaction(HttpRequest request) {
    JsonNode operations;
    try {
      operations = JSON.readTree(request.body());
    } catch (JsonProcessingException e) {
      return HttpResponse.text(400, "Failed to parse body: " + e.getOriginalMessage());
    }
    if (operations.size() > MOST_OPERATIONS) {
      return HttpResponse.text(
          413,
          "Transaction contains too many operations (%d > %d)"
              .formatted(operations.size(), MOST_OPERATIONS));
    }
    try {
      return HttpResponse.json(200, keys.change(draft -> results(operations, draft)));
    } catch (Failed e) {
      ObjectNode failed = JsonNodeFactory.instance.objectNode();
      failed.putNull("Results");
      failed.putArray("Errors").addObject().put("OpIndex", e.operation).put("What", e.getMessage());
      return HttpResponse.json(409, failed);
    }
  }

  private static ObjectNode results(JsonNode operations, Draft draft) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode results = answer.putArray("Results");
    answer.putNull("Errors");
    for (int i = 0; i < operations.size(); i++) {
      apply(i, operations.get(i).path("KV"), draft)
          .forEach(result -> results.addObject().set("KV", result));
    }
    return answer;
  }

  private static List<ObjectNode> apply(int number, JsonNode operation, Draft draft) {
    String key = operation.path("Key").asText();
    String verb = operation.path("Verb").asText();
    if (List.of("cas", "check-index", "delete-cas").contains(verb)
        && operation.path("Index").asLong() != draft.index(key)) {
      throw new Failed(number, "failed to %s key \"%s\", index is stale".formatted(verb, key));
    }
    return switch (verb) {
      case "set", "cas" ->
          List.of(
              json(
                  draft.set(
                      key,
                      Base64.getDecoder().decode(operation.path("Value").asText("")),
                      operation.path("Flags").asLong()),
                  false));
      case "delete", "delete-cas" -> {
        draft.delete(key);
        yield List.of();
      }
      case "delete-tree" -> {
        draft.deleteBelow(key);
        yield List.of();
      }
      case "get" -> List.of(json(present(number, key, draft), true));
      case "get-tree" ->
          draft.below(key).values().stream().map(entry -> json(entry, true)).toList();
      case "check-index" -> List.of(json(present(number, key, draft), false));
      case "check-not-exists" -> {
        if (draft.find(key).isPresent()) {
          throw new Failed(number, "key \"" + key + "\" exists");
        }
        yield List.of();
      }
      default -> throw new Failed(number, "unknown KV verb \"" + verb + "\"");
    };
  }

  private static Entry present(int number, String key, Draft draft) {
    return draft
        .find(key)
        .orElseThrow(() -> new Failed(number, "key \"" + key + "\" doesn't exist"));
  }

  private static ObjectNode json(Entry entry, boolean value) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("LockIndex", 0)
            .put("Key", entry.key())
            .put("Flags", entry.flags());
    return json.put("Value", value && entry.value().length > 0 ? entry.value() : null)
        .put("CreateIndex", entry.createIndex())
        .put("ModifyIndex", entry.modifyIndex());
  }

  /** Why a transaction does not happen. */
  private static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int operation;

    Failed(int operation, String what) {
      super(what);
      this.operation = operation;
    }
  }
}
