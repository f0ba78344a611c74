package ai.clara.engine.inbox;

import ai.clara.engine.session.Commits;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.transcript.Archive;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores talk of the past through the same rows as messages that are answered: people, place, message and inbox. */
@Singleton
final class PastTalk implements Archive {
    private final Arrivals arrivals;
    private final InboxStore store;
    private final Commits commits;

    PastTalk(Arrivals arrivals, InboxStore store, Commits commits) {
        this.arrivals = arrivals;
        this.store = store;
        this.commits = commits;
    }

    @Override
    public Map<String, MessageRef> keep(List<InboundMessage> messages) {
        var kept = new LinkedHashMap<String, MessageRef>();
        try {
            for (InboundMessage message : messages) {
                keep(message).ifPresent(ref -> kept.put(message.platformId(), ref));
            }
        } finally {
            if (!kept.isEmpty()) {
                commits.announce();
            }
        }
        return kept;
    }

    private Optional<MessageRef> keep(InboundMessage message) {
        Words words = Words.of(message);
        return words.fault().isPresent()
                ? Optional.empty()
                : arrivals.meet(message, words).flatMap(store::file);
    }
}
