package ai.clara.memory.recall;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The first wall: which messages a viewer's search may meet at all. A bean, so that a test can show what happens without it. */
@Singleton
class AudienceFilter {
    /** @param within the project in which it is recalled; empty for all */
    Reach reach(Viewer viewer, Optional<Project> within) {
        return new Reach(viewer.readKeys(), viewer.ownWordsOf(), within);
    }
}
