package org.mcws.desk.onboarding.request;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * An alias of a mail domain.
 *
 * @param name the part before the {@code @}, or the whole address
 * @param targets where its mail goes: mailboxes of the domain by their names, or addresses; 1 to 20
 */
public record AliasFacts(
    @NotNull(message = Remedies.GIVE) @Size(max = 254, message = "use at most 254 characters")
        String name,
    @NotEmpty(message = "say where its mail goes, such as [\"anna\"]")
        @Size(max = 20, message = "name at most 20")
        @JsonAlias({"target", "to"})
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<@NotNull @Size(max = 254, message = "use at most 254 characters") String> targets) {}
