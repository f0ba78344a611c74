package ai.clara.gateway.door;

import ai.clara.gateway.key.ClientKey;
import ai.clara.gateway.key.Keys;
import ai.clara.gateway.wire.Refusal;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/**
 * The lock of the door, before a body is read. {@code /health} alone is open; a key is taken from one {@code Authorization: Bearer}
 * and from nowhere else.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class KeyFilter {
    private static final String KEY = "clara.gateway.key";
    private static final String OPEN_PAGE = "/health";
    private static final String SCHEME = "Bearer ";

    private final Keys keys;

    KeyFilter(Keys keys) {
        this.keys = keys;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void check(HttpRequest<?> request) {
        if (request.getPath().equals(OPEN_PAGE)) {
            return;
        }
        List<String> given = request.getHeaders().getAll(HttpHeaders.AUTHORIZATION);
        if (given.isEmpty()) {
            throw refused("This page needs a key: send Authorization: Bearer KEY; ./clara keys create NAME makes one.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"clara\"");
        }
        String only = given.size() == 1 ? given.getFirst() : "";
        ClientKey key = keys.recognise(only.startsWith(SCHEME) ? only.substring(SCHEME.length()) : "")
                .orElseThrow(() -> refused(
                                "That is not a key of this Clara, or it was revoked; ./clara keys create NAME makes one.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"clara\", error=\"invalid_token\""));
        request.setAttribute(KEY, key);
    }

    /** Whose key opened the door for this request. */
    static ClientKey keyOf(HttpRequest<?> request) {
        return request.getAttribute(KEY, ClientKey.class)
                .orElseThrow(() -> new IllegalStateException("a page was reached without a key"));
    }

    private static Refusal refused(String sentence) {
        return new Refusal(401, sentence).code("invalid_api_key");
    }
}
