package ai.clara.memory.answer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Keeps what was made of short texts, a bounded number of them, as long as they are asked for. The text alone is the key and the
 * maker sees nothing else, so that nobody's view can get into it.
 */
final class Memo<V> {
    private static final int KEPT_MAX = 4_096;
    private static final int CHARS_MAX = 600;
    private final Function<String, V> maker;
    private volatile Map<String, V> young = new ConcurrentHashMap<>();
    private volatile Map<String, V> old = Map.of();

    Memo(Function<String, V> maker) {
        this.maker = maker;
    }

    V of(String text) {
        V known = young.get(text);
        if (known != null) {
            return known;
        }
        V found = old.get(text);
        V made = found == null ? maker.apply(text) : found;
        if (text.length() <= CHARS_MAX) {
            keep(text, made);
        }
        return made;
    }

    /** Two halves: when the young one is full it becomes the old one, and what nobody asked for meanwhile goes. */
    private void keep(String text, V made) {
        if (young.size() >= KEPT_MAX / 2) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(text, made);
    }

    void clear() {
        old = Map.of();
        young = new ConcurrentHashMap<>();
    }
}
