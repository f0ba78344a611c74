package ai.clara.discord.inbound;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The words that messages were last handed on with: Discord also tells of a change when it adds a preview of a link. Safe for all
 * threads.
 */
final class Versions {
    private static final int REMEMBERED_MAX = 5_000;

    private record Version(int length, int hash) {}

    private final Map<String, Version> known = new LinkedHashMap<>();

    synchronized void note(Heard heard) {
        known.remove(heard.id());
        if (known.size() >= REMEMBERED_MAX) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(heard.id(), version(heard));
    }

    synchronized boolean same(Heard heard) {
        return version(heard).equals(known.get(heard.id()));
    }

    private static Version version(Heard heard) {
        String raw = heard.wording().raw();
        return new Version(raw.length(), 31 * raw.hashCode() + heard.files().size());
    }
}
