package org.mcws.desk.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mcws.desk.approval.OwnerApprovalAnswerProcessTests.assertField;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mcws.desk.engine.Door.Answer;

/** Who is away, who leaves, and where the community is reached; by REST. */
class OwnerListChangesTests extends ApprovalStage {

  @Test
  void anOwnerSaysThatTheyAreAwayAndNobodyButOpsSaysItForThem() {
    Group group = newGroup();
    String path = "/owners/" + group.ana() + "/away";
    Map<String, Object> until = Map.of("until", inDays(3).toString());
    assertThat(call(group, group.ben(), "PUT", path, until).status()).isEqualTo(403);
    assertThat(call(group, newGroup().ana(), "PUT", path, until).status()).isEqualTo(404);
    assertField(
        call(group, group.ana(), "PUT", path, Map.of("until", inDays(-2).toString())), "/until");
    assertField(call(group, group.ana(), "PUT", path, Map.of()), "/until");
    assertThat(call(group, group.ana(), "PUT", path, until).status()).isEqualTo(204);
    assertThat(owners(group).get(0).path("awayUntil").asText()).isEqualTo(inDays(3).toString());
    assertThat(call(group, "ops", "DELETE", path, null).status()).isEqualTo(204);
    assertThat(owners(group).get(0).has("awayUntil")).isFalse();
    assertThat(audit(group)).contains(group.ana() + ": owner away", "ops: owner back");
    assertThat(call(group, "ops", "PUT", "/owners/nobody@example.org/away", until).status())
        .isEqualTo(404);
  }

  @Test
  void opsTakeAnOwnerOffTheListButNotTheLastOne() {
    Group group = newGroup();
    String ana = "/owners/" + group.ana();
    assertThat(call(group, group.ben(), "DELETE", ana, null).status()).isEqualTo(403);
    assertThat(call(group, "ops", "DELETE", ana, null).status()).isEqualTo(204);
    assertThat(people.owners(group.slug())).containsExactly(group.ben());
    assertThat(owners(group)).hasSize(1);
    assertThat(door.get(group.ana(), "/api/communities/" + group.slug()).status()).isEqualTo(404);
    assertThat(call(group, "ops", "DELETE", ana, null).status()).isEqualTo(404);

    Answer last = call(group, "ops", "DELETE", "/owners/" + group.ben(), null);
    assertThat(last.status()).isEqualTo(409);
    assertThat(last.text()).contains("is the last owner of this community");
    assertThat(people.owners(group.slug())).containsExactly(group.ben());
    assertThat(audit(group)).contains("ops: owner removed");
  }

  @Test
  void ownersAndOpsSayWhereTheCommunityIsReached() {
    Group group = newGroup();
    Map<String, Object> list = Map.of("address", "list@example.org");
    assertThat(call(group, "reviewer", "PUT", "/contact", list).status()).isEqualTo(403);
    assertField(call(group, "ops", "PUT", "/contact", Map.of("address", "list")), "/address");
    assertThat(call(group, group.ben(), "PUT", "/contact", list).status()).isEqualTo(204);
    assertThat(community(group).path("contact").asText()).isEqualTo("list@example.org");
    assertThat(call(group, "ops", "PUT", "/contact", Map.of()).status()).isEqualTo(204);
    assertThat(community(group).has("contact")).isFalse();
  }

  private Answer call(
      Group group, String user, String method, String path, Map<String, Object> body) {
    return door.send(
        user, method, "/api/communities/" + group.slug() + path, body == null ? null : json(body));
  }

  private JsonNode community(Group group) {
    return door.get("ops", "/api/communities/" + group.slug()).json();
  }

  private JsonNode owners(Group group) {
    return community(group).path("owners");
  }

  private List<String> audit(Group group) {
    return database.queryForList(
        "select who || ': ' || action from audit_entry where subject = ? order by id",
        String.class,
        "community/" + group.slug());
  }
}
