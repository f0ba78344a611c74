package ai.clara.testkit.qdrant;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All collections, and the aliases that mean some of them. */
final class Cellar {
    private final Map<String, Holding> holdings = new TreeMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private volatile Set<String> ignored = Set.of();
    private volatile boolean lazy;
    private volatile boolean full;

    void ignoring(Set<String> fields) {
        ignored = fields;
    }

    void lazy(boolean now) {
        lazy = now;
    }

    boolean lazy() {
        return lazy;
    }

    void full(boolean now) {
        full = now;
    }

    boolean full() {
        return full;
    }

    Set<String> ignored() {
        return ignored;
    }

    synchronized List<String> names() {
        return List.copyOf(holdings.keySet());
    }

    synchronized Map<String, String> aliases() {
        return Map.copyOf(aliases);
    }

    /** By its name or an alias. */
    synchronized Holding of(String name) {
        Holding holding = holdings.get(aliases.getOrDefault(name, name));
        if (holding == null) {
            throw Refusal.notFound(name);
        }
        return holding;
    }

    synchronized void add(String name, Holding holding) {
        if (holdings.containsKey(name) || aliases.containsKey(name)) {
            throw Refusal.exists(name);
        }
        holdings.put(name, holding);
    }

    synchronized boolean delete(String name) {
        aliases.values().removeIf(name::equals);
        return holdings.remove(name) != null;
    }

    /** All of it or nothing. */
    synchronized void changeAliases(Consumer<Map<String, String>> change) {
        var changed = new HashMap<>(aliases);
        change.accept(changed);
        changed.forEach((alias, collection) -> {
            if (!holdings.containsKey(collection)) {
                throw Refusal.notFound(collection);
            }
            if (holdings.containsKey(alias)) {
                throw Refusal.exists(alias);
            }
        });
        aliases.clear();
        aliases.putAll(changed);
    }
}
