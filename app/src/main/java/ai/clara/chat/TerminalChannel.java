package ai.clara.chat;

import ai.clara.spi.channel.Channel;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The terminal as a channel. An answer that a crash kept from its reader waits here until that conversation is opened; until
 * then it stays undelivered, so that it survives this process too.
 */
@Singleton
final class TerminalChannel implements Channel {
    static final String NAME = "terminal";
    private static final int WAITING_MAX = 1_000;

    private final Map<ConversationKey, Consumer<String>> open = new HashMap<>();
    private final Map<ConversationKey, Map<String, String>> waiting = new HashMap<>();
    private final Set<String> shown = new HashSet<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized boolean deliver(ConversationKey conversation, String platformId, String text) {
        if (shown.remove(platformId)) {
            return true;
        }
        Consumer<String> reader = open.get(conversation);
        if (reader != null) {
            reader.accept(text);
            return true;
        }
        Map<String, String> held = waiting.computeIfAbsent(conversation, key -> new LinkedHashMap<>());
        if (held.size() < WAITING_MAX) {
            held.put(platformId, text);
        }
        return false;
    }

    /** Somebody reads this conversation from now on; what waited for them is handed over, by the message it answers. */
    synchronized Map<String, String> open(ConversationKey conversation, Consumer<String> reader) {
        open.put(conversation, reader);
        Map<String, String> held = waiting.remove(conversation);
        if (held == null) {
            return Map.of();
        }
        shown.addAll(held.keySet());
        return held;
    }

    synchronized void close(ConversationKey conversation, Consumer<String> reader) {
        open.remove(conversation, reader);
    }
}
