package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a text names, and whom a sender lets it notify. */
record Mentions(Set<Long> people, Set<Long> roles, boolean everyone) {
    private static final Pattern PERSON = Pattern.compile("<@!?(\\d+)>");
    private static final Pattern ROLE = Pattern.compile("<@&(\\d+)>");
    private static final Pattern EVERYONE = Pattern.compile("@(everyone|here)\\b");

    static Mentions in(String text) {
        return new Mentions(
                ids(PERSON, text), ids(ROLE, text), EVERYONE.matcher(text).find());
    }

    /** What is left of them under {@code allowed_mentions}; all when it is missing. */
    Mentions allowedBy(JsonNode allowed) {
        if (!allowed.isObject()) {
            return this;
        }
        return new Mentions(
                kept(people, allowed, "users"), kept(roles, allowed, "roles"), everyone && parses(allowed, "everyone"));
    }

    boolean mass() {
        return everyone || !roles.isEmpty();
    }

    private static Set<Long> kept(Set<Long> named, JsonNode allowed, String kind) {
        if (parses(allowed, kind)) {
            return named;
        }
        var kept = new LinkedHashSet<>(named);
        kept.removeIf(id -> allowed.path(kind).valueStream().noneMatch(node -> node.asLong() == id));
        return kept;
    }

    private static boolean parses(JsonNode allowed, String kind) {
        return allowed.path("parse")
                .valueStream()
                .anyMatch(node -> node.asText().equals(kind));
    }

    private static Set<Long> ids(Pattern pattern, String text) {
        var found = new LinkedHashSet<Long>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(Long.parseLong(matcher.group(1)));
        }
        return found;
    }
}
