package org.mcws.desk.onboarding.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a community asks for. Every component is a start variable of the process and one JSON object
 * of the request's body.
 *
 * @param community the community
 * @param requester the person who asks
 * @param project the facts that a reviewer needs
 * @param owners the people whom the community names to decide for it, 1 to 20
 * @param services what it wants, 1 to 50
 */
public record OnboardingRequest(
    @Valid @NotNull(message = Remedies.GIVE) CommunityFacts community,
    @Valid @NotNull(message = Remedies.GIVE) RequesterFacts requester,
    @Valid @NotNull(message = Remedies.GIVE) ProjectFacts project,
    @NotEmpty(message = "name at least one owner, better two")
        @Size(max = 20, message = "name at most 20 owners")
        List<@Valid @NotNull OwnerFacts> owners,
    @NotEmpty(message = "ask for at least one service")
        @Size(max = 50, message = "ask for at most 50 services in one request")
        List<@Valid @NotNull ServiceFacts> services) {}
