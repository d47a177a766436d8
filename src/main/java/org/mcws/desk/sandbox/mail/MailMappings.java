package org.mcws.desk.sandbox.mail;

import org.mcws.desk.sandbox.mail.MailMapping.Type;

/** The rules by which James takes a new group member, forward or alias. */
final class MailMappings {

  private final MailDirectory directory;
  private final MailRewriting rewriting;

  MailMappings(MailDirectory directory, MailRewriting rewriting) {
    this.directory = directory;
    this.rewriting = rewriting;
  }

  /** Takes the member even if the group's address is a user's, as James 3.8 does. */
  void addGroup(MailboxAddress group, MailboxAddress member) {
    add(group, new MailMapping(Type.Group, member.toString()));
  }

  void addForward(MailboxAddress user, MailboxAddress target) {
    if (!directory.hasUser(user.key())) {
      throw WebAdminRefusal.absent("Requested base forward address does not correspond to a user");
    }
    add(user, new MailMapping(Type.Forward, target.toString()));
  }

  void addAlias(MailboxAddress alias, MailboxAddress destination) {
    if (!directory.serves(destination.domain())) {
      throw WebAdminRefusal.invalid(
          "Domain in the destination is not managed by the DomainList", null);
    }
    add(alias, new MailMapping(Type.Alias, destination.toString()));
  }

  void remove(Type type, MailboxAddress source, MailboxAddress target) {
    directory.removeMapping(source.key(), new MailMapping(type, target.toString()));
  }

  private void add(MailboxAddress source, MailMapping mapping) {
    directory.atomically(
        () -> {
          if (!directory.mappings(source.key()).contains(mapping)) {
            check(source, mapping);
            directory.addMapping(source.key(), mapping);
          }
          return mapping;
        });
  }

  private void check(MailboxAddress source, MailMapping mapping) {
    if (mapping.type() != Type.Forward) {
      directory.mappings(source.key()).stream()
          .filter(other -> other.type() != mapping.type())
          .findFirst()
          .ifPresent(
              other -> {
                throw WebAdminRefusal.conflict(
                    "'%s' already have associated mappings: %s".formatted(source.key(), other),
                    null);
              });
    }
    if (mapping.type() == Type.Alias && source.toString().equals(mapping.mapping())) {
      throw WebAdminRefusal.invalid("Source and destination can't be the same!", null);
    }
    if (!directory.serves(source.domain())) {
      throw WebAdminRefusal.invalid(
          "Source domain '%s' is not managed by the domainList".formatted(source.domain()), null);
    }
    if (rewriting.leadsBack(source.key(), mapping.mapping())) {
      throw WebAdminRefusal.conflict(
          "Creation of redirection of %s to %s would lead to a loop, operation not performed"
              .formatted(source.key(), mapping),
          null);
    }
  }
}
