package ai.clara.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who comes in, and as whom. */
class LockTest {
    private static final AccountKey ADA = new AccountKey("terminal", "ada");

    /** A door without its lock, for the test that the tests see one. */
    @ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
    @Replaces(KeyFilter.class)
    @Requires(property = "test.open")
    static final class NoLock {
        @RequestFilter
        void letIn(HttpRequest<?> request) {
            request.setAttribute("test.open", true);
        }
    }

    private final DoorHouse house = new DoorHouse();

    private static void refuses(DoorHouse house, UnaryOperator<java.net.http.HttpRequest.Builder> as) {
        for (java.net.http.HttpRequest.Builder request :
                List.of(house.post(Bodies.of("Hi")), house.get("/v1/models"))) {
            HttpResponse<String> response = house.send(as.apply(request));
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("Bearer realm=\"clara\"");
            assertThat(response.body())
                    .startsWith("{\"error\":{\"message\":\"")
                    .contains("\"code\":\"invalid_api_key\"");
        }
        assertThat(house.inbox.accepted).isEmpty();
    }

    @Test
    void nobodyComesInWithoutAKey() {
        try (house) {
            refuses(house, request -> request);
        }
    }

    @Test
    void missingLockWouldBeSeen() {
        try (house;
                var open = new DoorHouse(Map.of("test.open", "true"))) {
            assertThatThrownBy(() -> refuses(open, request -> request)).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void whatIsNotTheKeyOpensNothing() {
        try (house) {
            String key = house.keys.program("laptop");
            for (String header : List.of(
                    "",
                    "Bearer",
                    "Bearer ",
                    "Bearer undefined",
                    "Bearer null",
                    "Bearer clara-",
                    "Bearer " + key.substring(0, key.length() - 1),
                    "Bearer " + key + "A",
                    "Bearer  " + key,
                    "Bearer " + key.substring("clara-".length()),
                    "Bearer " + key.toLowerCase(Locale.ROOT),
                    "Bearer " + key.toUpperCase(Locale.ROOT),
                    "Bearer " + "clara-" + "A".repeat(43),
                    "Bearer " + "clara-" + "A".repeat(6_000),
                    "Bearer " + key + ", Bearer " + key,
                    "Basic " + key,
                    key)) {
                refuses(house, request -> request.header("Authorization", header));
            }
            refuses(
                    house,
                    request ->
                            request.header("Authorization", "Bearer " + key).header("Authorization", "Bearer " + key));
            for (String other : List.of("X-Api-Key", "Api-Key", "X-Authorization", "Proxy-Authorization-2", "Cookie")) {
                refuses(house, request -> request.header(other, "Bearer " + key).header(other, key));
            }
            refuses(
                    house,
                    request -> request.uri(house.at(request.build().uri().getPath() + "?key=" + key + "&api_key=" + key
                            + "&access_token=" + key)));
        }
    }

    @Test
    void otherPathsAreLockedTooAndSayNothingOfTheHouse() {
        try (house) {
            String key = house.keys.program("laptop");
            for (String path :
                    List.of("/", "/v1", "/beans", "/health/x", "/health/", "//health", "/health;x", "/HEALTH")) {
                assertThat(house.send(house.get(path)).statusCode()).as(path).isEqualTo(401);
            }
            var missing = house.send(house.get("/nothing").header("Authorization", "Bearer " + key));
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body())
                    .isEqualTo(
                            "{\"error\":{\"message\":\"There is no such page; the pages are /v1/chat/completions,"
                                    + " /v1/models and /health.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
        }
    }

    @Test
    void revokedKeyOpensNothingAtOnce() {
        try (house) {
            String key = house.keys.program("laptop");
            assertThat(house.ask(key, Bodies.of("Hi")).statusCode()).isEqualTo(200);
            assertThat(house.keys.revoke("laptop")).isTrue();
            house.inbox.accepted.clear();

            refuses(house, request -> request.header("Authorization", "Bearer " + key));
        }
    }

    @Test
    void keyOfAPersonIsThatPersonWhateverIsSaid() {
        try (house) {
            String key = house.keys.person("mine", ADA);
            assertThat(house.ask(key, Bodies.of("Hi").replace("ada", "bob")).statusCode())
                    .isEqualTo(200);
            assertThat(house.ask(key, Bodies.of("Hi").replace("\"user\":\"ada\",", ""))
                            .statusCode())
                    .isEqualTo(200);

            assertThat(house.inbox.accepted).extracting(InboundMessage::author).containsOnly(ADA);
            assertThat(house.inbox.accepted)
                    .extracting(InboundMessage::authorName)
                    .containsOnly("ada");
            assertThat(house.inbox.accepted)
                    .extracting(InboundMessage::conversation)
                    .hasSize(2)
                    .allMatch(place -> place.kind() == ConversationKey.Kind.DIRECT
                            && place.place().endsWith("/owner"))
                    .containsOnly(house.inbox.last().conversation());
        }
    }

    @Test
    void programMustNameItsPerson() {
        try (house) {
            String key = house.keys.program("app");
            for (String user : List.of(
                    "",
                    "\"user\":null,",
                    "\"user\":\"\",",
                    "\"user\":\"  \",",
                    "\"user\":\"a\\u0000b\",",
                    "\"user\":\"a\\u009fb\",",
                    "\"user\":\"\\ud800\",",
                    "\"user\":5,",
                    "\"user\":[\"ada\"],",
                    "\"user\":\"" + "x".repeat(201) + "\",")) {
                var response = house.ask(key, Bodies.of("Hi").replace("\"user\":\"ada\",", user));
                assertThat(response.statusCode()).as(user).isEqualTo(400);
                assertThat(response.body()).contains("\"param\":\"user\"");
            }
            assertThat(house.inbox.accepted).isEmpty();
        }
    }

    @Test
    void namesOfOneKeyNeverMeetThoseOfAnother() {
        try (house) {
            for (String key : List.of(house.keys.program("one"), house.keys.program("two"))) {
                for (String user : List.of("ada", "Ada", "ada ", "a/da")) {
                    assertThat(house.ask(key, Bodies.of("Hi").replace("ada", user))
                                    .statusCode())
                            .isEqualTo(200);
                }
            }
            assertThat(house.inbox.accepted).extracting(InboundMessage::author).doesNotHaveDuplicates();
            assertThat(house.inbox.accepted)
                    .extracting(InboundMessage::conversation)
                    .doesNotHaveDuplicates()
                    .allMatch(place -> place.platform().equals("http"));
            assertThat(house.inbox.accepted)
                    .extracting(message -> message.author().platform())
                    .containsOnly("http");
        }
    }

    @Test
    void roomIsNamedByAHeaderAndLiesBelowTheKey() {
        try (house) {
            String key = house.keys.program("one");
            String other = house.keys.program("two");
            assertThat(house.ask(key, Bodies.of("Hi"), "X-Clara-Room", "kitchen")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(house.ask(key, Bodies.of("Hi").replace("ada", "bob"), "X-Clara-Room", "kitchen")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(house.ask(other, Bodies.of("Hi"), "X-Clara-Room", "kitchen")
                            .statusCode())
                    .isEqualTo(200);

            var places = house.inbox.accepted.stream()
                    .map(InboundMessage::conversation)
                    .toList();
            assertThat(places)
                    .allMatch(place -> place.kind() == ConversationKey.Kind.ROOM
                            && place.place().endsWith("/kitchen"));
            assertThat(places.get(0)).isEqualTo(places.get(1)).isNotEqualTo(places.get(2));
            assertThat(house.ask(key, Bodies.of("Hi"), "X-Clara-Room", "x".repeat(101))
                            .body())
                    .contains("\"param\":\"X-Clara-Room\"");
        }
    }
}
