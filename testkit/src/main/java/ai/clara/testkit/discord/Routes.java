package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The routes by template. */
final class Routes {
    private final List<Route> routes = new ArrayList<>();

    /** Answers one kind of request, under the world's lock. Throws a {@link Denial} to refuse. */
    interface Handler {
        Answer handle(Call call);
    }

    private record Route(String template, List<String> parts, Handler handler) {}

    /** A call and who answers it. */
    record Match(Call call, Handler handler) {}

    void on(String template, Handler handler) {
        routes.add(new Route(template, parts(template), handler));
    }

    Optional<Match> find(
            String method, String path, Map<String, String> query, JsonNode body, List<Multipart.Upload> files) {
        List<String> asked = parts(method + " " + path);
        for (Route route : routes) {
            Optional<Map<String, String>> values = match(route.parts(), asked);
            if (values.isPresent()) {
                return Optional.of(
                        new Match(new Call(route.template(), values.get(), query, body, files), route.handler()));
            }
        }
        return Optional.empty();
    }

    private static Optional<Map<String, String>> match(List<String> template, List<String> asked) {
        if (template.size() != asked.size()) {
            return Optional.empty();
        }
        var values = new HashMap<String, String>();
        for (int i = 0; i < asked.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{")) {
                values.put(
                        part.substring(1, part.length() - 1), URLDecoder.decode(asked.get(i), StandardCharsets.UTF_8));
            } else if (!part.equals(asked.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static List<String> parts(String text) {
        return List.of(text.split("[ /]+", -1));
    }
}
