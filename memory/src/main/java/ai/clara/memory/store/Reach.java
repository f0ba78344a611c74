package ai.clara.memory.store;

import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages a search may meet at all. A store puts it into each query; nothing is taken out after ranking.
 *
 * @param audiences keys of the audiences whose messages may be known: only these may also be found by what others said before them
 * @param own whose own words from anywhere else may be known too
 * @param project in which it is recalled: what was said there, and in the default one; empty for all
 */
public record Reach(Set<String> audiences, Optional<PersonId> own, Optional<Project> project) {
    public Reach {
        audiences = Set.copyOf(audiences);
    }
}
