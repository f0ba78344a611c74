package ai.clara.memory.follow;

import ai.clara.spi.id.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last words of the conversations that were followed last, so that what was read once is not read again. For one thread. */
final class Talks {
    private static final int KEPT_MAX = 500;
    private final Map<ConversationId, LastWords> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, LastWords> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** What stands before the next entry, if it is known up to exactly that place. */
    Optional<LastWords> at(ConversationId conversation, long reached) {
        return reached == 0
                ? Optional.of(new LastWords(0))
                : Optional.ofNullable(kept.get(conversation)).filter(words -> words.reached() == reached);
    }

    void keep(ConversationId conversation, LastWords words) {
        kept.put(conversation, words);
    }

    void forget() {
        kept.clear();
    }
}
