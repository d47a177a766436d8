package org.mcws.desk.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may log in, and to which communities they belong. A community is a tenant of the engine; its
 * owners are a group in it, and so are Ops and the reviewers. Every method may be repeated, works
 * in the desk's own name, and takes part in the transaction around it.
 */
@Service
@Transactional
public class People {

  /** Group, and tenant of what concerns the whole platform: Community Ops. */
  public static final String OPS = "ops";

  /** Group of those who vouch for a request. */
  public static final String REVIEWERS = "reviewers";

  /** The engine's administrators' group, as everywhere in Camunda. */
  public static final String ADMINISTRATORS = Groups.CAMUNDA_ADMIN;

  private static final String OWNERS = "owners-";
  private static final int LONGEST_ID = 64;
  private static final int RANDOM_BYTES = 32;

  private final IdentityService identity;
  private final Grants grants;
  private final AsDesk asDesk;

  People(IdentityService identity, Grants grants, AsDesk asDesk) {
    this.identity = identity;
    this.grants = grants;
    this.asDesk = asDesk;
  }

  /**
   * The account that somebody means: mail addresses are the same in any case, other names are not.
   */
  public static String account(String name) {
    return name.contains("@") ? name.strip().toLowerCase(Locale.ROOT) : name;
  }

  /** The candidate group of a community's owners. */
  public static String ownersOf(String community) {
    return OWNERS + community;
  }

  /**
   * The communities whose tasks somebody sees: the owners' groups say theirs, and only for other
   * groups all tenants have to be searched. None for Ops, who need not be asked: they see all.
   *
   * @param account the account's id
   * @param groups all groups of the account
   */
  public List<String> communities(String account, Collection<String> groups) {
    if (isOpsOrAdmin(groups)) {
      return List.of();
    }
    List<String> owned =
        groups.stream()
            .filter(group -> group.startsWith(OWNERS))
            .map(group -> group.substring(OWNERS.length()))
            .toList();
    Stream<String> others =
        identity
            .createTenantQuery()
            .userMember(account)
            .includingGroupsOfUser(owned.size() < groups.size())
            .unlimitedList()
            .stream()
            .map(Tenant::getId);
    return Stream.concat(owned.stream(), others).distinct().toList();
  }

  /** Whether somebody of these groups may see whatever happens on the platform. */
  public static boolean isOpsOrAdmin(Collection<String> groups) {
    return groups != null && (groups.contains(OPS) || groups.contains(ADMINISTRATORS));
  }

  /**
   * Makes the community's tenant, with Ops and reviewers in it, and its owners' group.
   *
   * @param slug the community's slug
   * @param name what people call it
   */
  public void addCommunity(String slug, String name) {
    asDesk.run(
        () -> {
          Tenant tenant = identity.createTenantQuery().tenantId(slug).singleResult();
          if (tenant == null) {
            tenant = identity.newTenant(slug);
          }
          tenant.setName(name);
          identity.saveTenant(tenant);
          String owners = ownersOf(slug);
          addGroup(owners, "Owners of " + name, "community");
          for (String group : List.of(owners, OPS, REVIEWERS)) {
            addToTenant(slug, group);
          }
        });
  }

  /**
   * Makes an account whose password nobody knows; {@link #setPassword} gives it one. An account
   * that exists keeps its password.
   *
   * @param email what the person logs in with
   * @throws InvalidInput if the address cannot be an account's name
   */
  public void addAccount(String email, String name) {
    String id = id(email);
    asDesk.run(
        () -> {
          User user = user(id);
          if (user != null) {
            return;
          }
          user = identity.newUser(id);
          user.setEmail(email);
          int space = name.strip().lastIndexOf(' ');
          user.setFirstName(space < 0 ? name.strip() : name.strip().substring(0, space));
          user.setLastName(space < 0 ? "" : name.strip().substring(space + 1));
          user.setPassword(randomPassword());
          saveWithAnyPassword(user);
        });
  }

  /** True if the person can be given or has a password. */
  public boolean hasAccount(String email) {
    return asDesk.get(() -> user(id(email)) != null);
  }

  /**
   * Gives the account the password that its person has chosen, and unlocks it.
   *
   * @throws InvalidInput if there is no such account, or the password is too easy to guess; nothing
   *     has happened then, and the caller's transaction goes on
   */
  @Transactional(noRollbackFor = InvalidInput.class)
  public void setPassword(String email, String password) {
    asDesk.run(
        () -> {
          User user = user(id(email));
          if (user == null) {
            throw new InvalidInput("/email", "There is no account for " + email + ".");
          }
          var judged = identity.checkPasswordAgainstPolicy(password, user);
          if (!judged.isValid()) {
            throw new InvalidInput(
                "/password", "Choose another password: " + wishes(judged.getViolatedRules()));
          }
          user.setPassword(password);
          identity.saveUser(user);
          identity.unlockUser(user.getId());
        });
  }

  /** Lets the person see and answer the community's tasks. */
  public void addOwner(String community, String email) {
    asDesk.run(
        () -> {
          if (!isMember(id(email), ownersOf(community))) {
            identity.createMembership(id(email), ownersOf(community));
          }
        });
  }

  public void removeOwner(String community, String email) {
    asDesk.run(() -> identity.deleteMembership(id(email), ownersOf(community)));
  }

  /** The log-in names of those who see and answer the community's tasks. */
  public List<String> owners(String community) {
    return members(ownersOf(community));
  }

  /**
   * Lets a named person who has an account see what they are asked, before they are an owner. Who
   * has none is asked by mail only.
   */
  public void invite(String community, String email) {
    asDesk.run(
        () -> {
          String id = id(email);
          boolean there =
              identity.createTenantQuery().tenantId(community).userMember(id).count() > 0;
          if (user(id) != null && !there) {
            identity.createTenantUserMembership(community, id);
          }
        });
  }

  /** Undoes {@link #invite}. */
  public void uninvite(String community, String email) {
    asDesk.run(() -> identity.deleteTenantUserMembership(community, id(email)));
  }

  /** The log-in names of a group's members. */
  public List<String> members(String group) {
    return accounts(group).stream().map(Account::id).toList();
  }

  /** A group's members, by their log-in names. */
  public List<Account> accounts(String group) {
    return asDesk.get(
        () ->
            identity
                .createUserQuery()
                .memberOfGroup(group)
                .orderByUserId()
                .asc()
                .unlimitedList()
                .stream()
                .map(Account::of)
                .toList());
  }

  /**
   * The account that somebody means, whatever groups it is in.
   *
   * @param name a log-in name or a mail address
   */
  public Optional<Account> find(String name) {
    String id = account(name);
    return asDesk.get(
        () ->
            Optional.ofNullable(user(id))
                .or(
                    () ->
                        identity.createUserQuery().userEmail(id).listPage(0, 1).stream()
                            .findFirst())
                .map(Account::of));
  }

  /** The mail addresses of accounts, without those that have none. */
  public List<String> addresses(Collection<String> accounts) {
    return asDesk.get(
        () ->
            accounts.stream()
                .map(this::user)
                .filter(user -> user != null && user.getEmail() != null)
                .map(User::getEmail)
                .toList());
  }

  /** Whether the account belongs to no group of the desk's own, such as Ops or reviewers. */
  public boolean isOwnerOnly(String email) {
    return asDesk.get(
        () ->
            identity.createGroupQuery().groupMember(id(email)).unlimitedList().stream()
                .allMatch(group -> group.getId().startsWith(OWNERS)));
  }

  /** Deletes the account with its memberships and grants. */
  public void removeAccount(String email) {
    asDesk.run(() -> identity.deleteUser(id(email)));
  }

  void addGroup(String id, String name, String type) {
    Group group = identity.createGroupQuery().groupId(id).singleResult();
    if (group == null) {
      group = identity.newGroup(id);
    }
    group.setName(name);
    group.setType(type);
    identity.saveGroup(group);
  }

  void addToTenant(String tenant, String group) {
    boolean there = identity.createTenantQuery().tenantId(tenant).groupMember(group).count() > 0;
    if (!there) {
      identity.createTenantGroupMembership(tenant, group);
    }
  }

  /** Whether the account of this log-in name is in the group. */
  public boolean isMember(String user, String group) {
    return asDesk.get(
        () -> identity.createUserQuery().userId(user).memberOfGroup(group).count() > 0);
  }

  /** For passwords that no person has chosen: the policy would refuse some random ones. */
  void saveWithAnyPassword(User user) {
    ((IdentityServiceImpl) identity).saveUser(user, true);
  }

  private User user(String id) {
    return identity.createUserQuery().userId(id).singleResult();
  }

  private static String id(String email) {
    String id = email.strip().toLowerCase(Locale.ROOT);
    if (id.length() > LONGEST_ID || !id.matches("[a-z0-9._@+-]+")) {
      throw new InvalidInput(
          "/email",
          "The address "
              + email
              + " cannot be a log-in name: at most "
              + LONGEST_ID
              + " letters, digits and . _ @ + - are allowed.");
    }
    return id;
  }

  private static String wishes(List<PasswordPolicyRule> rules) {
    return rules.stream()
            .map(
                rule ->
                    switch (rule.getPlaceholder()) {
                      case "PASSWORD_POLICY_LENGTH" -> "at least 10 characters";
                      case "PASSWORD_POLICY_LOWERCASE" -> "a lower-case letter";
                      case "PASSWORD_POLICY_UPPERCASE" -> "an upper-case letter";
                      case "PASSWORD_POLICY_DIGIT" -> "a digit";
                      case "PASSWORD_POLICY_SPECIAL" -> "a character that is none of these";
                      default -> "nothing of your name or address";
                    })
            .collect(Collectors.joining(", "))
        + ".";
  }

  private static String randomPassword() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
