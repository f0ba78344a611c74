package ai.clara.engine.prompt;

import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.TurnView;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions by the one after them; which one that is never changes. */
@Singleton
final class EarlierSessions {
    private static final int KNOWN_MAX = 10_000;

    private final History history;
    private final Map<SessionId, Optional<History.Past>> known = new ConcurrentHashMap<>();

    EarlierSessions(History history) {
        this.history = history;
    }

    /** The session of the same conversation before this turn's. */
    Optional<History.Past> before(TurnView turn) {
        Optional<History.Past> before = known.get(turn.session());
        if (before == null) {
            before = history.previous(turn);
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            known.put(turn.session(), before);
        }
        return before;
    }
}
