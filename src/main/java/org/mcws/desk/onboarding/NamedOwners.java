package org.mcws.desk.onboarding;

import java.util.List;
import org.mcws.desk.community.Owner;
import org.mcws.desk.community.OwnerLists;
import org.mcws.desk.engine.ProcessBean;
import org.springframework.stereotype.Component;

/** What the model asks about a community's owner list. */
@Component
@ProcessBean
public class NamedOwners {

  private final OwnerLists ownerLists;

  NamedOwners(OwnerLists ownerLists) {
    this.ownerLists = ownerLists;
  }

  /** The addresses of all named people, in the list's order. */
  public List<String> emails(String communityId) {
    return ownerLists.named(communityId).stream().map(Owner::email).toList();
  }

  /** How many have confirmed. */
  public int confirmed(String communityId) {
    return ownerLists.confirmed(communityId).size();
  }
}
