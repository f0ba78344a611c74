package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One request after routing.
 *
 * @param route its template, for example {@code POST /channels/{channel}/messages}
 * @param path the values of the template's names
 * @param body missing node without one
 */
record Call(
        String route,
        Map<String, String> path,
        Map<String, String> query,
        JsonNode body,
        List<Multipart.Upload> files) {
    long id(String name) {
        try {
            return Long.parseLong(path.getOrDefault(name, ""));
        } catch (NumberFormatException e) {
            throw Denial.fault(Refusal.Kind.BAD_REQUEST, 400, 50035, "Invalid Form Body: " + name + " is no snowflake");
        }
    }

    String text(String name) {
        return path.getOrDefault(name, "");
    }

    /** What a rate limit counts together: the route and its channel, or its guild. */
    String bucket() {
        return route + " " + path.getOrDefault("channel", path.getOrDefault("guild", ""));
    }
}
