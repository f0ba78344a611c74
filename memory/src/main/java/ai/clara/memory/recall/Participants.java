package ai.clara.memory.recall;

import ai.clara.memory.question.Roster;
import ai.clara.memory.store.Reach;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.privacy.Viewer;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who speaks in what a viewer may read: from the messages that pass the audience filter and from no other, since even a name tells
 * something. Kept for each reach as long as the store stays as it is.
 */
@Singleton
final class Participants {
    private static final int KEPT_MAX = 200;

    private final VectorStore store;
    private final AudienceFilter filter;
    private final Map<Reach, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Reach, Kept> eldest) {
            return size() > KEPT_MAX;
        }
    };

    Participants(VectorStore store, AudienceFilter filter) {
        this.store = store;
        this.filter = filter;
    }

    private record Kept(long version, Roster roster) {}

    Roster of(Viewer viewer) {
        Reach reach = filter.reach(viewer, Optional.empty());
        long version = store.version();
        synchronized (kept) {
            Kept known = kept.get(reach);
            if (known != null && known.version() == version) {
                return known.roster();
            }
        }
        Roster roster = Roster.of(store.speakers(viewer, reach));
        synchronized (kept) {
            kept.put(reach, new Kept(version, roster));
        }
        return roster;
    }
}
