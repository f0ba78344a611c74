package ai.clara.memory.graph;

import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import java.util.Optional;

/**
 * What a question may draw on.
 *
 * @param viewer who will see what comes of it
 * @param within the project it is asked in: what was told in another leads nowhere; empty for all that was ever told
 */
public record Scope(Viewer viewer, Optional<Project> within) {}
